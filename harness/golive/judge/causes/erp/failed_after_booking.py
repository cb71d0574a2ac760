"""The ERP applied a create, answered it with an error, and the create was repeated."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def failed_after_booking(trail: Trail) -> str | None:
    """Fits where a create was applied and answered as failed, and a later one was applied too."""
    for first in trail.kept:
        if first.succeeded or not first.is_answer or first.answered_ms is None:
            continue
        for again in trail.kept:
            if again.sent_ms >= first.answered_ms:
                return (
                    f"booked at {trail.clock(first.committed_ms)} and answered {first.status}, then the order was sent "
                    f"again at {trail.clock(again.sent_ms)}"
                )
    return None


FAILED_AFTER_BOOKING = Pattern(
    "failed_after_booking",
    ("duplicated",),
    failed_after_booking,
    "Treat an internal error of the ERP as an unknown outcome: look up the reference in the ERP before sending again.",
)
