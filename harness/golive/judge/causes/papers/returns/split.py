"""Returns that name an order row in several rows fail, and those that do not are booked."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.papers.filing import Filing
from golive.judge.history.paperwork.shop_returns import Rma
from golive.judge.paperwork.units import goods_text, units_of
from golive.record.run import Cause

_FIX = (
    "Keep the rows of a return under their own id, or add up the units of rows that name the same order row."
)


def split_not_sent(filing: Filing) -> Cause | None:
    """Fits where no such return reached the ERP, no call was made for this one, and most of the others are there."""
    rma, fates = _split(filing), filing.fates
    if rma is None or filing.attempts or fates.split_booked or 2 * fates.plain_booked <= fates.plain:
        return None
    return Cause(
        "split_return_not_sent",
        f"return {rma.number} of {filing.name} names an order row in two rows, and was not sent: so it is with all "
        f"{fates.split} returns of this kind, while {fates.plain_booked} of the {fates.plain} others are in the ERP",
        _FIX,
    )


def rows_overwritten(filing: Filing) -> Cause | None:
    """Fits where the ERP took back just one of the rows that name the same order row."""
    rma = _split(filing)
    if rma is None or not filing.returns:
        return None
    booked = units_of(filing.returns)
    for rows in (rma.rows, rma.rows[::-1]):
        kept = {row.item: row for row in rows}.values()
        if booked == +Counter({row.sku: row.approved or 0 for row in kept}):
            return Cause(
                "return_rows_overwritten",
                f"return {rma.number} of {filing.name} names an order row in two rows, and the ERP has one of them: "
                f"{goods_text(booked)}",
                _FIX,
            )
    return None


def _split(filing: Filing) -> Rma | None:
    return next((rma for rma in filing.rmas if rma.is_split and rma.closed_ms is not None), None)
