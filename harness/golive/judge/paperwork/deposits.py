"""Deposits in the ERP that nothing explains: of no order, of an order that was given up, or more than was paid."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.history import History
from golive.judge.history.paperwork.papers import Paper
from golive.judge.paperwork.discrepancy import Discrepancy, amount, named, paid_cents, seqs, sum_of, tolerance
from golive.record.oracles import DUPLICATED_DOCUMENT, PHANTOM_DOCUMENT
from golive.record.run import Cause

_CURE = "Pay the deposit of an order back when it is cancelled or refunded, whether or not it has reached the ERP."


def deposits(history: History, budget_ms: int) -> Iterator[Discrepancy]:
    """Yield what is wrong with the deposits. `budget_ms` is how long the ERP may lag behind the end of an order."""
    latest_ms = history.last_ms - budget_ms
    for reference, kept in history.deposits.kept.items():
        story = history.orders.story_of(reference)
        if story is None:
            text = f"{named(kept, 'deposit')} for {reference!r}, which is no order of the shop"
            yield Discrepancy(PHANTOM_DOCUMENT, reference, text, seqs(kept), sum_of(kept))
        elif story.is_shown or story.live:
            yield from _surplus(history, story.order, kept)
        elif story.ended_ms is not None and max(story.ended_ms, kept[-1].at_ms) <= latest_ms:
            yield _of_ended(history, story.order, kept)


def _of_ended(history: History, order: str, kept: list[Paper]) -> Discrepancy:
    """The money of an order that was given up and has no sales document."""
    story = history.orders.stories[order]
    where = "was cancelled in the ERP" if story.erp else "is not in the ERP"
    text = (
        f"{named(kept, 'deposit')} of {amount(sum_of(kept))} in the ERP; the order was given up and {where}"
    )
    cause = Cause(
        "deposit_kept",
        f"the payment of order {order} was posted by itself, and not paid back when the order was given up",
        _CURE,
    )
    evidence = tuple(sorted({story.seq, story.ended_seq, *seqs(kept)}))
    return Discrepancy(PHANTOM_DOCUMENT, order, text, evidence, sum_of(kept), cause)


def _surplus(history: History, order: str, kept: list[Paper]) -> Iterator[Discrepancy]:
    """Deposits of more than the customer has paid."""
    story = history.orders.stories[order]
    posted, paid = sum_of(kept), paid_cents(story, history.papers.receipts.get(order, ()))
    if posted > paid + tolerance(kept):
        kind = DUPLICATED_DOCUMENT if len(kept) > 1 and paid else PHANTOM_DOCUMENT
        text = f"{named(kept, 'deposit')} of {amount(posted)} in the ERP, {amount(paid)} paid in the shop"
        yield Discrepancy(kind, order, text, (story.seq, *seqs(kept)), posted - paid)
