"""One event was delivered more than once, and each delivery was processed."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def notice_twice(trail: Trail) -> str | None:
    """Fits where the last event before the second create had been delivered before."""
    for surplus in trail.kept[1:]:
        before = [
            each for each in trail.deliveries if each.status is not None and each.at_ms <= surplus.sent_ms
        ]
        for first, again in trail.repeats:
            if before and before[-1] is again:
                return (
                    f"the same {again.name} was delivered at {trail.clock(first.at_ms)} and again at "
                    f"{trail.clock(again.at_ms)}; the consumer does not deduplicate events"
                )
    return None


NOTICE_TWICE = Pattern(
    "notice_twice",
    ("duplicated",),
    notice_twice,
    "Store handled events (or orders) durably and ignore repeated deliveries.",
)
