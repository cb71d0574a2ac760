"""Orders reached the integration, and it sent none in the whole run."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import READ, Trail
from golive.judge.history.watch.duties import SENDS

FEWEST = 3
"""Orders without a single one sent, to say so of the run and not of the order."""


def none_sent(trail: Trail) -> str | None:
    """Fits where this order was returned, read or told of while it was due, and no order of the run was ever sent."""
    scene, due_ms = trail.scene, trail.story.due_ms
    if due_ms is None or not scene.is_complete or len(scene.lost) < FEWEST or scene.booked:
        return None
    if any(len(scene.of_op(op)) for op in SENDS):
        return None
    known = [call.answered_ms for call in trail.listed()]
    known += [each.answered_ms for each in trail.of_operation(READ) if each.succeeded and each.answered_ms]
    known += [each.at_ms for each in trail.deliveries if each.was_accepted]
    known = [at_ms for at_ms in known if at_ms >= due_ms]
    if not known:
        return None
    return (
        f"it reached the integration at {trail.clock(min(known))}, as others did; no call that sends an order was made "
        f"in the whole run, {len(scene.lost)} orders are lost"
    )


NONE_SENT = Pattern(
    "none_sent",
    ("lost",),
    none_sent,
    "Look at the step from reading to sending, not at the order: the worker that sends does not run, gets nothing from "
    "the reader, or fails before its first call.",
)
