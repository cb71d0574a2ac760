"""Another system shipped the order in the shop, and the ERP got no delivery for it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

DELIVER = "erp.delivery.create"
SHIPMENTS, ORDERS = "shop.shipment.list", "shop.order.list"


def shipment_not_followed(trail: Trail) -> Cause | None:
    """Fits where the ERP delivered fewer units than another system shipped in the shop."""
    followed = trail.story.followed_from
    gone = sum(units for _, _, units in trail.parcels)
    if followed is None or gone >= sum(units for _, units in trail.shipments):
        return None
    at_ms, _, by = followed
    what = f"{by} shipped it in the shop at {trail.clock(at_ms)}"
    tries = trail.of_operation(DELIVER)
    if tries and not tries[-1].succeeded:
        last = tries[-1]
        said = f" ({last.reason})" if last.reason else ""
        return Cause(
            "delivery_refused",
            f"{what}; the last of {len(tries)} deliveries sent to the ERP, at {trail.clock(last.sent_ms)}, ended with "
            f"{last.status or last.how}{said}",
            "Keep shipments in a durable list until the ERP has booked each as a delivery, and report what it refuses.",
        )
    return None if tries else _not_sent(trail, at_ms, what)


def _not_sent(trail: Trail, at_ms: int, what: str) -> Cause:
    """Return the cause where no delivery was sent: the shipment was not read, or read and not sent."""
    read = [call for call in trail.listed(SHIPMENTS) if call.sent_ms >= at_ms]
    if read:
        return Cause(
            "shipment_read_and_not_sent",
            f"{what}; a list call returned it at {trail.clock(read[0].answered_ms)}, and the ERP was sent no delivery",
            "Post a delivery in the ERP for each shipment that the integration did not make itself.",
        )
    return Cause(
        "shipments_not_read",
        f"{what}, with a call of its API; the integration did not read that shipment{_heard(trail, at_ms)}",
        "Read the shop's shipments by updated_at, with an overlap: that finds each shipment of any system. "
        "Events of the admin panel's controllers are not raised by calls of the API.",
    )


def _heard(trail: Trail, at_ms: int) -> str:
    """What could have told the integration of the shipment, in words; empty for nothing."""
    notices = [each for each in trail.deliveries if each.was_accepted and each.at_ms >= at_ms]
    if notices:
        return f", although {notices[0].name} was accepted at {trail.clock(notices[0].at_ms)}"
    orders = [call for call in trail.listed(ORDERS) if call.sent_ms >= at_ms]
    return f", although the order was listed at {trail.clock(orders[0].answered_ms)}" if orders else ""


SHIPMENT_NOT_FOLLOWED = Pattern("shipments_not_read", ("wrong_state",), shipment_not_followed)
