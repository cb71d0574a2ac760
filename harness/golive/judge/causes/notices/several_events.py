"""One order had several events, and each was processed as a new order."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.pairs import pairs


def several_events(trail: Trail) -> str | None:
    """Fits where different events were accepted before the second create, one of them after the first was sent.

    Where all of them came before the first, both creates must have followed one after the other.
    """
    for pair in pairs(trail):
        before = [each for each in trail.deliveries if each.was_accepted and each.at_ms <= pair.again.sent_ms]
        events = dict.fromkeys(each.event for each in before)
        if (
            len(events) < 2
            or pair.first.outcome == "unknown"
            or (before[-1].at_ms <= pair.first.sent_ms and pair.overlap)
        ):
            continue
        names = list(dict.fromkeys(each.name for each in before))
        return f"{len(trail.kept)} orders were sent for {len(events)} events about it ({', '.join(names)})"
    return None


SEVERAL_EVENTS = Pattern(
    "several_events",
    ("duplicated",),
    several_events,
    "Deduplicate by order, not by event or by the id of a delivery.",
)
