"""The integration ended by itself without an error, and nothing was sent after that."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.standstill.end import after_the_end
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

CODE = "ended_by_itself"
ADVICE = (
    "Let the main function return only when the integration is told to stop: await all of its jobs, and treat the end "
    "of one as an error. A program that ends after each run needs a schedule that starts it again, more often than the "
    "budget of an order."
)


def ended_by_itself(trail: Trail) -> Cause | None:
    """Fits where the order was due, or in hand, at an end that was no error."""
    if trail.scene.crashed:
        return None
    found = after_the_end(trail)
    return None if found is None else Cause(CODE, f"{found}; it ended without an error", ADVICE)


ENDED_BY_ITSELF = Pattern(CODE, ("lost", "wrong_state"), ended_by_itself)
