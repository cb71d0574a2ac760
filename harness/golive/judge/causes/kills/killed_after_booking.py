"""The ERP booked the order, the candidate was killed before it recorded that, and sent the order again."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import Trail


def killed_after_booking(trail: Trail) -> str | None:
    """Fits where the kill came while the first create was under way or just answered, and the second came after it."""
    for first, again in zip(trail.kept, trail.kept[1:], strict=False):
        killed_ms = _kill_between(trail, first, again)
        if killed_ms is None:
            continue
        knew = "before it had the answer" if first.how == "killed" else "before it had stored the answer"
        return (
            f"the ERP booked the order at {trail.clock(first.committed_ms)}; the integration was killed at "
            f"{trail.clock(killed_ms)}, {knew}, and sent it again at {trail.clock(again.sent_ms)}"
        )
    return None


def _kill_between(trail: Trail, first: Attempt, again: Attempt) -> int | None:
    """Return the time of a kill between the two, if no repeated event caused the second."""
    kills = [at_ms for at_ms in trail.kills if first.sent_ms <= at_ms <= again.sent_ms]
    if not kills or not (first.how == "killed" or first.succeeded):
        return None
    if any(kills[0] < repeat.at_ms <= again.sent_ms for _, repeat in trail.repeats):
        return None
    return kills[0]


KILLED_AFTER_BOOKING = Pattern(
    "killed_after_booking",
    ("duplicated",),
    killed_after_booking,
    "Store that an order is in flight before sending it; after a restart, look up the reference "
    "of every order in flight.",
)
