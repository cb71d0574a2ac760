"""The event of the payment came before the event of the order, and was dropped for it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import READ, Trail

PLACED, PAID = "shop.order.placed", "shop.order.paid"


def paid_before_placed(trail: Trail) -> str | None:
    """Fits where the payment was told before the order, both were accepted, and nothing was read or sent after that."""
    if trail.creates or not trail.complete:
        return None
    accepted = [each for each in trail.deliveries if each.was_accepted]
    paid = next((each for each in accepted if each.name == PAID), None)
    placed = next((each for each in accepted if each.name == PLACED), None)
    if paid is None or (placed is not None and placed.at_ms < paid.at_ms):
        return None
    if any(each.sent_ms >= paid.at_ms for each in trail.of_operation(READ)) or trail.listed():
        return None
    then = f"before {PLACED} at {trail.clock(placed.at_ms)}" if placed else f"and {PLACED} never"
    return f"{PAID} was accepted at {trail.clock(paid.at_ms)}, {then}; the order was neither read nor sent after that"


PAID_BEFORE_PLACED = Pattern(
    "paid_before_placed",
    ("lost",),
    paid_before_placed,
    "Events may overtake one another: read the order at the first event that names it, whichever that is.",
)
