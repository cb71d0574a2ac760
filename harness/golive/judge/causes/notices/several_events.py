"""One business action gives several events, and each was taken for a new order."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("duplicated",)


def several_events(trail: Trail) -> Cause | None:
    applied = trail.kept
    names = list(dict.fromkeys(delivery.name for delivery in trail.deliveries if delivery.was_accepted))
    answered = all(attempt.told != "unknown" for attempt in applied)
    if len(applied) >= 2 and len(names) >= 2 and answered:
        return Cause(
            "several_events",
            f"{len(applied)} orders were sent for {len(names)} events about it ({', '.join(names)})",
            "Key the work by the order, not by the event.",
        )
    return None
