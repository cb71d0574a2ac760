"""Every order that is due has its ERP order, or a desk entry of its own; refunds and acknowledgements arrive."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.oracles.case import Case
from golive.record.oracles import (
    COMPLETENESS,
    LOST,
    REFUND_DIFFERS,
    REFUND_MISSING,
    RETURN_DIFFERS,
    RETURN_MISSING,
    UNACKNOWLEDGED,
)
from golive.record.run import Finding


def completeness(case: Case) -> list[Finding]:
    """Return one finding per lost order, per order with wrong refunds or returns, and per one not acknowledged."""
    return [
        *(case.finding(COMPLETENESS, LOST, story, each) for story, each in case.with_verdict("lost")),
        *case.discrepancies(COMPLETENESS, REFUND_MISSING, REFUND_DIFFERS, RETURN_MISSING, RETURN_DIFFERS),
        *_unacknowledged(case),
    ]


def _unacknowledged(case: Case) -> Iterator[Finding]:
    """Yield the orders in the ERP whose number never reached the shop, where a scenario gives a time for it."""
    budget_ms = case.budgets.acknowledgement_ms
    if budget_ms is None:
        return
    latest_ms, done = case.history.last_ms - budget_ms, case.history.acknowledgements.orders
    for story in case.history.orders.stories.values():
        live = story.live
        if story.is_due and live and live[0].created_ms <= latest_ms and story.order not in done:
            text = f"no comment in the shop has the ERP number {live[0].number}"
            yield Finding(COMPLETENESS.code, UNACKNOWLEDGED.name, story.order, text, (story.seq, live[0].seq))
