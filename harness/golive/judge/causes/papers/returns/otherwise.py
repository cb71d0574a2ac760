"""Goods that came back were booked otherwise than the shop decided."""

from __future__ import annotations

from golive.judge.causes.papers.filing import CREDIT_NOTE, RETURN, Filing
from golive.judge.history.paperwork.shop_returns import Rma
from golive.judge.paperwork.returns import DAMAGED, RESTOCK, SCRAP
from golive.judge.paperwork.units import approved_units, goods_text, requested_units, units_of
from golive.record.run import Cause

EXCHANGE = "Exchange"
"""The resolution of rows that another article replaces."""


def damaged_restocked(filing: Filing) -> Cause | None:
    """Fits where all goods of a return went the same way, whatever their condition."""
    closed = [rma for rma in filing.rmas if rma.closed_ms is not None]
    ways = {paper.disposition for paper in filing.returns}
    if units_of(filing.returns) != approved_units(closed) or len(ways) != 1:
        return None
    [way] = ways
    damaged = any(row.condition == DAMAGED and row.approved for rma in closed for row in rma.rows)
    if way == RESTOCK and damaged:
        return Cause(
            "damaged_restocked",
            f"the return of {filing.name} was posted with disposition {RESTOCK}, and rows of it have the condition "
            f"{DAMAGED}",
            "Read the condition of each row, and post what is damaged as a return of its own that is not restocked.",
        )
    return Cause(
        "intact_scrapped",
        f"the return of {filing.name} was posted with disposition {SCRAP}, and rows of it are intact",
        "Read the condition of each row, and put what is intact back into stock with a return of its own.",
    )


def requested_booked(filing: Filing) -> Cause | None:
    """Fits where what was asked for came back in the ERP, and the shop had approved less of it."""
    closed = [rma for rma in filing.rmas if rma.closed_ms is not None]
    asked, approved = requested_units(closed), approved_units(closed)
    if filing.noun != RETURN or asked == approved or units_of(filing.returns) != asked:
        return None
    return Cause(
        "requested_not_approved",
        f"{filing.name}: {goods_text(asked)} were requested, {goods_text(approved)} approved, and the requested units "
        "are in the ERP",
        "Post the approved quantity of each row, when the return is closed.",
    )


def exchange_credited(filing: Filing) -> Cause | None:
    """Fits where the ERP credited a return by itself that the shop exchanged without a credit memo."""
    notes = [note for note in filing.notes if note.of]
    closed = [rma for rma in filing.rmas if rma.closed_ms is not None]
    if filing.noun != CREDIT_NOTE or not notes or filing.memos or not closed:
        return None
    if any(row.resolution != EXCHANGE for rma in closed for row in rma.rows):
        return None
    return Cause(
        "exchange_credited",
        f"{filing.name}: return {notes[0].of} was credited by the ERP with {notes[0].number}, and its goods were "
        "exchanged: they pay for the replacement",
        "Post the return of an exchange without a credit, and credit only what a credit memo of the shop pays back.",
    )


def before_arrival(filing: Filing) -> Cause | None:
    """Fits where the ERP took goods back that had not arrived."""
    if filing.noun != RETURN or not filing.returns:
        return None
    first = filing.returns[0]
    open_ = [
        rma for rma in filing.rmas if rma.requested_ms <= first.at_ms and _arrives_after(rma, first.at_ms)
    ]
    if not open_:
        return None
    arrived = open_[-1].received_ms
    ending = (
        "they had not arrived at the end" if arrived is None else f"they arrived at {filing.clock(arrived)}"
    )
    return Cause(
        "returned_before_arrival",
        f"{filing.name}: {first.number} was posted at {filing.clock(first.at_ms)} for return {open_[-1].number}, whose "
        f"goods were on their way: {ending}",
        "Post a return when the shop has received and approved the goods, not when it is requested.",
    )


def _arrives_after(rma: Rma, at_ms: int) -> bool:
    return rma.received_ms is None or rma.received_ms > at_ms
