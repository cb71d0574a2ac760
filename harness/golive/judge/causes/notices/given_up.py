"""The shop gave the events of an order up while the integration took none, and they were not made up for."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.polls import what_polls_saw
from golive.judge.causes.trail import READ, Trail

GIVEN_UP = "shop.event.given_up"


def event_given_up(trail: Trail) -> str | None:
    """Fits where no delivery was answered until the shop gave up, and the integration took events of others later."""
    given_up = [at_ms for at_ms, _, kind in trail.undelivered if kind == GIVEN_UP]
    if trail.creates or not trail.complete or not given_up or trail.of_operation(READ):
        return None
    if any(delivery.was_accepted or delivery.was_refused for delivery in trail.deliveries):
        return None
    at_ms, accepted_ms = given_up[-1], trail.scene.notices.accepted_ms
    if accepted_ms is None or accepted_ms < at_ms:
        return None
    often = f"{len(trail.deliveries)} deliveries" if len(trail.deliveries) > 1 else "its delivery"
    return (
        f"{often} of its event failed, and the shop gave it up at {trail.clock(at_ms)}; the integration takes events "
        f"again, last at {trail.clock(accepted_ms)}, and {what_polls_saw(trail, at_ms)}"
    )


EVENT_GIVEN_UP = Pattern(
    "event_given_up",
    ("lost",),
    event_given_up,
    "A sender keeps events for a limited time: after a stop, read all orders that changed since the last event that "
    "was handled, and compare both systems at intervals.",
)
