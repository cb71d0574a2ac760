"""Orders are in the ERP in time."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.claims.lag import in_words
from golive.judge.oracles import Case
from golive.keys.value_kinds import LASTING
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, limit_ms: int) -> Tested:
    slowest_ms, slowest, counted = -1, None, 0
    for story in case.history.orders.stories.values():
        due_ms = story.due_ms
        if due_ms is None or story.ended_ms is not None:
            continue
        latency_ms = case.latencies.get(story.order)
        waited_ms = case.history.last_ms - due_ms if latency_ms is None else latency_ms
        if latency_ms is None and waited_ms <= limit_ms:
            continue  # the run ended before it could be late
        counted += 1
        if waited_ms > slowest_ms:
            slowest_ms, slowest = waited_ms, story
    if slowest is None:
        return idle("no order was due that long ago")
    if slowest_ms <= limit_ms:
        return held(f"{counted:,} orders, the slowest after {in_words(slowest_ms)}")
    how = "was there after" if slowest.order in case.latencies else "is not there after"
    return refuted(
        f"order {slowest.order} {how} {in_words(slowest_ms)}",
        slowest.seq,
        *[doc.seq for doc in slowest.erp[:1]],
    )


WITHIN = Claim(
    "orders within TIME",
    "Every order is in the ERP that long after it is due.",
    "an order that is due",
    _test,
    LASTING,
)
