"""Two instances of the integration ran at once, and each sent the order."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.pairs import Pair, pairs, within_a_delivery


def two_instances(trail: Trail) -> str | None:
    """Fits where two instances sent a create while both ran, each a kept one, and no new event set off the second."""
    for pair in pairs(trail):
        first, again = pair.first, pair.again
        if not first.instance or not again.instance or first.instance == again.instance:
            continue
        if pair.between or within_a_delivery(trail, again) is not None or _ran_apart(trail, pair):
            continue
        return (
            f"two instances of the integration ran at once: instance {first.instance} sent the order at "
            f"{trail.clock(first.sent_ms)} and instance {again.instance} at {trail.clock(again.sent_ms)}"
        )
    return None


def _ran_apart(trail: Trail, pair: Pair) -> bool:
    """Whether another instance was started between the two calls: they belong to two overlaps."""
    return any(pair.first.sent_ms < at_ms <= pair.again.sent_ms for at_ms in trail.joins)


TWO_INSTANCES = Pattern(
    "two_instances",
    ("duplicated",),
    two_instances,
    "Let one instance claim an order in the shared storage before sending it: a compare-and-set of its state, a row "
    "lock, or a unique key on its number. A lock in memory does not hold between instances.",
)
