"""One event was delivered more than once, and each delivery was worked on."""

from __future__ import annotations

from harness.causes.trail import Trail, clock
from harness.record import Cause

KINDS = ("duplicated",)


def notice_twice(trail: Trail) -> Cause | None:
    applied = [attempt for attempt in trail.creates if attempt.was_applied]
    if len(applied) < 2:
        return None
    seen: dict[str, int] = {}
    for delivery in trail.deliveries:
        if delivery.event in seen and any(attempt.sent_ms >= delivery.at_ms - 1 for attempt in applied[1:]):
            return Cause(
                "notice_twice",
                f"the same {delivery.name} was delivered at {clock(seen[delivery.event])} and again at "
                f"{clock(delivery.at_ms)}; the consumer keeps no record of what it has seen",
                "Remember handled events (or the order) durably and ignore the second delivery.",
            )
        seen.setdefault(delivery.event, delivery.at_ms)
    return None
