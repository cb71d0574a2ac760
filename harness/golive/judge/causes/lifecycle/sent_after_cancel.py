"""The order was cancelled in the shop before it was sent to the ERP."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CANCEL, READ, Trail


def sent_after_cancel(trail: Trail) -> str | None:
    """Fits where the create that was kept was sent after the cancellation, and no cancellation was sent since."""
    ended_ms = trail.story.ended_ms
    kept = trail.kept
    if ended_ms is None or not kept or kept[-1].sent_ms <= ended_ms or trail.of_operation(CANCEL):
        return None
    reads = [read for read in trail.of_operation(READ) if read.sent_ms <= kept[-1].sent_ms]
    how = f"last read at {trail.clock(reads[-1].sent_ms)}" if reads else "sent without being read again"
    return (
        f"cancelled in the shop at {trail.clock(ended_ms)}, sent to the ERP at "
        f"{trail.clock(kept[-1].sent_ms)}, {how}"
    )


SENT_AFTER_CANCEL = Pattern(
    "sent_after_cancel",
    ("wrong_state",),
    sent_after_cancel,
    "Read the order's state right before sending it, and handle a cancellation that arrives while it waits or "
    "is under way.",
)
