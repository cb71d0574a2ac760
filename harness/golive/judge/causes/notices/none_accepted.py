"""No delivery of the order's events was accepted, and no read of the shop's list of orders made up for it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.polls import advice, what_polls_saw
from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause


def none_accepted(trail: Trail) -> Cause | None:
    """Fits where no create was made, no call read the order, and all deliveries of its events were refused."""
    if trail.creates or not trail.complete or not trail.deliveries or trail.of_operation(READ):
        return None
    if any(delivery.was_accepted for delivery in trail.deliveries):
        return None
    count, placed_ms = len(trail.deliveries), trail.story.placed_ms
    deliveries = (
        f"none of {count} deliveries of its event was accepted"
        if count > 1
        else "the delivery of its event was not accepted"
    )
    seen = what_polls_saw(trail, placed_ms)
    return Cause("never_sent", f"{deliveries}, and {seen}", advice(trail, placed_ms))


NONE_ACCEPTED = Pattern("never_sent", ("lost",), none_accepted)
