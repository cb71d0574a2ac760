"""One order had several events, and each was processed as a new order."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def several_events(trail: Trail) -> str | None:
    """Fits where several creates were applied and answered, and several different events were accepted."""
    applied = trail.kept
    names = list(dict.fromkeys(delivery.name for delivery in trail.deliveries if delivery.was_accepted))
    answered = all(attempt.outcome != "unknown" for attempt in applied)
    if len(applied) >= 2 and len(names) >= 2 and answered:
        return f"{len(applied)} orders were sent for {len(names)} events about it ({', '.join(names)})"
    return None


SEVERAL_EVENTS = Pattern(
    "several_events",
    ("duplicated",),
    several_events,
    "Deduplicate by order, not by event.",
)
