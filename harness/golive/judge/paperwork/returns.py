"""Returns of the shop that the ERP did not take back, or took back otherwise.

A closed return of the shop is answered by returns of the ERP over the units that were approved. It is due from the
instant at which the ERP could take it: the return is closed, and the order is shipped there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fake_erp.inventory.returns import DISPOSITIONS
from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Paper, Papers
from golive.judge.history.paperwork.shop_returns import Rma
from golive.judge.paperwork.discrepancy import Discrepancy, seqs
from golive.judge.paperwork.units import approved_units, goods_text, units_of, value_cents
from golive.record.oracles import RETURN_DIFFERS, RETURN_MISSING

DAMAGED = "Damaged"
"""The condition of goods that are not put back into stock."""
RESTOCK, SCRAP = DISPOSITIONS


def returns(papers: Papers, story: Story, latest_ms: int | None) -> Iterator[Discrepancy]:
    """Yield what is wrong with the returns of an order. `latest_ms` None: the scenario demands none of them in time."""
    closed = [rma for rma in papers.shop_returns.of(story.order) if rma.closed_ms is not None]
    if not closed or not story.live or story.is_shown:
        return
    booked = papers.of_orders(papers.returns, story.erp)
    missing = _missing(closed, booked, story, latest_ms)
    if missing is not None:
        yield missing
    elif units_of(booked) == approved_units(closed):
        yield from _dispositions(closed, booked, story)


def _missing(
    closed: Sequence[Rma], booked: Sequence[Paper], story: Story, latest_ms: int | None
) -> Discrepancy | None:
    if latest_ms is None or not all(doc.is_shipped for doc in story.live):
        return None
    due = [rma for rma in closed if rma.closed_ms is not None and rma.closed_ms <= latest_ms]
    wanted, back = approved_units(due), units_of(booked)
    lacking = wanted - back
    if not lacking:
        return None
    kind = RETURN_DIFFERS if back else RETURN_MISSING
    text = f"{goods_text(wanted)} sent back in the shop, {goods_text(back)} taken back by the ERP"
    shelved = (lacking - _damaged_units(due)).total()
    if shelved:
        text += f"; on the shelf and in no stock: {shelved}"
    evidence = sorted({*(rma.seq for rma in due), *seqs(booked)})
    return Discrepancy(kind, story.order, text, tuple(evidence), value_cents(story, lacking))


def _dispositions(closed: Sequence[Rma], booked: Sequence[Paper], story: Story) -> Iterator[Discrepancy]:
    """The units are right: compare which of them are in stock again."""
    damaged = _damaged_units(closed)
    scrapped = units_of([paper for paper in booked if paper.disposition == SCRAP])
    if damaged == scrapped:
        return
    wrong = damaged - scrapped
    what = f"{goods_text(wrong)} put back into stock although damaged"
    if not wrong:
        wrong = scrapped - damaged
        what = f"{goods_text(wrong)} thrown away although intact"
    evidence = sorted({*(rma.seq for rma in closed), *seqs(booked)})
    yield Discrepancy(RETURN_DIFFERS, story.order, what, tuple(evidence), value_cents(story, wrong))


def _damaged_units(closed: Sequence[Rma]) -> Counter[str]:
    units: Counter[str] = Counter()
    for rma in closed:
        for row in rma.rows:
            if row.approved and row.condition == DAMAGED:
                units[row.sku] += row.approved
    return units
