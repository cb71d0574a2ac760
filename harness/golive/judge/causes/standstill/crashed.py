"""An error ended the integration, and nothing was sent after that."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.standstill.end import after_the_end
from golive.judge.causes.trail import Trail


def crashed(trail: Trail) -> str | None:
    """Fits where the order was due, or in hand, at an end by an error."""
    return after_the_end(trail) if trail.scene.crashed else None


CRASHED = Pattern(
    "crashed",
    ("lost", "wrong_state"),
    crashed,
    "Let no single record end the process: catch errors per record and report them; have a supervisor start it again.",
)
