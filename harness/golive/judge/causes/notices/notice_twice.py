"""One event was delivered more than once, and each delivery was worked on."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("duplicated",)


def notice_twice(trail: Trail) -> Cause | None:
    """The last event before the second order was sent is one that had been delivered before."""
    for surplus in trail.kept[1:]:
        before = [
            each for each in trail.deliveries if each.status is not None and each.at_ms <= surplus.sent_ms
        ]
        for first, again in trail.repeats:
            if before and before[-1] is again:
                return Cause(
                    "notice_twice",
                    f"the same {again.name} was delivered at {trail.clock(first.at_ms)} and again at "
                    f"{trail.clock(again.at_ms)}; the consumer keeps no record of what it has seen",
                    "Remember handled events (or the order) durably and ignore the second delivery.",
                )
    return None
