"""The order was taken up several times and set aside each time for a fixed interval, while workers were idle."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.lateness.delay import Delay
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, READ, Trail

SAME_MS = 2_000
"""Pauses that differ by less are one fixed interval."""
SHORTEST_MS = 15_000
MOSTLY = 0.5
"""Share of the delay that the pauses make up."""


def postponed(trail: Trail) -> str | None:
    """Fits where the order was read again and again at a fixed interval before its first create, without a failure.

    One pause proves no interval by itself; it counts where most of the pauses of other late orders are as long.
    """
    delay = Delay.of(trail)
    if delay is None or delay.failed:
        return None
    until_ms = trail.creates[0].sent_ms if trail.creates else trail.end_ms
    reads = [
        each.sent_ms
        for each in trail.of_operation(READ)
        if each.succeeded and delay.due_ms <= each.sent_ms <= until_ms
    ]
    pauses = [later - each for each, later in pairwise(reads)]
    if not pauses or sum(pauses) < MOSTLY * (until_ms - delay.due_ms):
        return None
    pause = min(pauses)
    if pause < SHORTEST_MS or any(_rest(each, pause) > SAME_MS for each in pauses):
        return None
    if len(pauses) < 2 and abs(trail.scene.usual_pause_ms - pause) > SAME_MS:
        return None
    overtook = {
        row.key
        for row in trail.scene.of_op(CREATE).between(reads[0], until_ms)
        if row.succeeded and trail.scene.placed_ms.get(row.key, 0) > (trail.story.due_ms or 0)
    }
    if not overtook:
        return None
    return (
        f"read {len(reads)} times from {trail.clock(reads[0])} to {trail.clock(reads[-1])}, every "
        f"{pause / 1000:.0f} s, and set aside each time without a call to the ERP about it; {len(overtook)} orders "
        f"that came later were sent meanwhile"
    )


def _rest(pause: int, unit: int) -> int:
    return min(pause % unit, unit - pause % unit)


POSTPONED = Pattern(
    "postponed",
    ("late", "lost"),
    postponed,
    "Find what it is set aside for, such as a lock on the customer that it shares with others: let it wait in a queue "
    "of that record and go on at once when it is free, instead of coming back after a fixed time.",
)
