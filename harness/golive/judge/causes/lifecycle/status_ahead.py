"""The shop shows the status of a state that the order has not reached."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import COMMENT, Trail


def status_ahead(trail: Trail) -> str | None:
    """Fits where the last status of the order is one of another state."""
    if not trail.story.misstated or not trail.statuses:
        return None
    at_ms, state, status = trail.statuses[-1]
    by = [each for each in trail.of_operation(COMMENT) if each.sent_ms <= at_ms and each.was_applied]
    how = f"a comment of the integration set the status {status}" if by else f"its status became {status}"
    return f"{how} at {trail.clock(at_ms)}, while its state was {state}: the customer sees {status}"


STATUS_AHEAD = Pattern(
    "status_ahead",
    ("wrong_state",),
    status_ahead,
    "Send the status that the order has with each comment, and keep the mark of an imported order in tables of your "
    "own; the shop completes an order when its last parcel is shipped.",
)
