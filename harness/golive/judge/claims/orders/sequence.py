"""The orders of a customer reach the ERP in their sequence."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.history import Story
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, value: None) -> Tested:
    by_customer: dict[str, list[tuple[int, Story]]] = {}
    for story in case.history.orders.stories.values():
        if story.due_ms is not None and story.erp:
            by_customer.setdefault(story.email.casefold(), []).append((story.due_ms, story))
    pairs = 0
    for due in by_customer.values():
        for (before_ms, first), (after_ms, second) in pairwise(sorted(due, key=lambda each: each[0])):
            if before_ms == after_ms:
                continue
            pairs += 1
            if second.erp[0].created_ms < first.erp[0].created_ms:
                what = f"{second.order} was booked before {first.order}, which was due earlier"
                return refuted(what, second.erp[0].seq, first.erp[0].seq)
    if not pairs:
        return idle("no customer ordered twice")
    return held(f"{pairs:,} pairs of orders of one customer")


SEQUENCE = Claim(
    "orders of a customer in sequence",
    "Of two orders of one customer the ERP has the one first that was due first.",
    "a customer with two orders",
    _test,
    aliases=("order per order kept", "orders in sequence per customer", "orders per customer in sequence"),
)
