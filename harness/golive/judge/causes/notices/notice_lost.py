"""The candidate was never told of the order, and did not look either."""

from __future__ import annotations

from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause

KINDS = ("lost",)
PLACED = "shop.order.placed"

_HOW = {
    "notice.lost": "was lost on its way",
    "shop.event.lost": "was not sent, since the shop had switched its receiver off",
}


def notice_lost(trail: Trail) -> Cause | None:
    """Speaks where the notice of placing is known not to have come, and nothing shows that anybody asked.

    Who has not subscribed to that one, and accepted no other, lacks whichever did not come.
    """
    if trail.creates or not trail.complete or trail.of_operation(READ):
        return None
    accepted = [delivery.name for delivery in trail.deliveries if delivery.was_accepted]
    if PLACED in accepted:
        return None
    for at_ms, name, how in trail.unheard:
        if name == PLACED or not accepted:
            return Cause(
                "notice_lost",
                f"its notice {_HOW[how]} at {trail.clock(at_ms)}, and nobody looked for it",
                "Read the shop's orders by their change dates every few minutes too, with an overlap.",
            )
    return None
