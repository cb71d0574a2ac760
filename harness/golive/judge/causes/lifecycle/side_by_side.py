"""Two documents of an order were booked in the shop at the same time, and each did not see the other."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import SHIP, Trail
from golive.judge.verdicts import is_stuck

BOOKINGS = ("shop.order.invoice", SHIP, "shop.order.refund")
"""The calls that book a document of an order in the shop."""


def booked_side_by_side(trail: Trail) -> str | None:
    """Fits where the order is paid and shipped and not complete, and two bookings of it overlapped."""
    if not is_stuck(trail.story):
        return None
    done = [each for each in trail.attempts if each.operation in BOOKINGS and each.was_applied]
    for first, again in pairwise(sorted(done, key=lambda each: each.sent_ms)):
        if first.committed_ms is not None and again.sent_ms < first.committed_ms:
            return (
                f"{first.operation} at {trail.clock(first.sent_ms)} and {again.operation} at "
                f"{trail.clock(again.sent_ms)} overlapped: each took the order for what it was before the other"
            )
    return None


BOOKED_SIDE_BY_SIDE = Pattern(
    "booked_side_by_side",
    ("wrong_state",),
    booked_side_by_side,
    "Send the bookings of one order one after the other, and wait for each answer.",
)
