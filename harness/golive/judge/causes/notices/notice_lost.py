"""The notice of the order was lost, and the candidate did not read the order on its own."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.polls import advice, what_polls_saw
from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause

PLACED = "shop.order.placed"

_HOW = {
    "notice.lost": "was lost in transit",
    "shop.event.lost": "was not sent, because the shop had disabled the subscription",
}


def notice_lost(trail: Trail) -> Cause | None:
    """Fits where the notice of the placed order is known to be lost and no call read the order.

    For a candidate without that subscription, and that accepted no other notice, any lost notice counts.
    """
    if trail.creates or not trail.complete or trail.of_operation(READ):
        return None
    accepted = [delivery.name for delivery in trail.deliveries if delivery.was_accepted]
    if PLACED in accepted:
        return None
    for at_ms, name, how in trail.undelivered:
        if how in _HOW and (name == PLACED or not accepted):
            placed_ms = trail.story.placed_ms
            seen = what_polls_saw(trail, placed_ms)
            what = f"its notice {_HOW[how]} at {trail.clock(at_ms)}, and {seen}"
            return Cause("notice_lost", what, advice(trail, placed_ms))
    return None


NOTICE_LOST = Pattern("notice_lost", ("lost",), notice_lost)
