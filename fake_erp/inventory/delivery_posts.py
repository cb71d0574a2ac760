"""Deliveries that clients post, for goods that a warehouse system has shipped.

Source: Odoo documentation, "Third-party shippers" (stock.picking, button_validate); SAP S/4HANA, "Outbound Delivery",
PostGoodsIssue; Business Central, warehouse shipments.
"""

from __future__ import annotations

from collections.abc import Sequence

from fake_erp.accounting.posting_periods import Calendar
from fake_erp.errors import DuplicateReference, InvalidTransition, NotFound, Place, RuleRefused
from fake_erp.inventory.deliveries import Part, Shipping
from fake_erp.inventory.picking import PICKABLE
from fake_erp.model import Delivery, Now, Order
from fake_erp.model.quantities import shown


class DeliveryPosts:
    """Posts goods issues on behalf of clients. `by_reference` has the deliveries by the client's own number."""

    def __init__(
        self, now: Now, is_open: bool, in_parts: bool, shipping: Shipping, calendar: Calendar
    ) -> None:
        self._now = now
        self._is_open = is_open
        self._in_parts = in_parts
        self._shipping = shipping
        self._calendar = calendar
        self.by_reference: dict[str, Delivery] = {}

    def require_open(self) -> None:
        """Raises NotFound where clients cannot post deliveries."""
        if not self._is_open:
            raise NotFound("clients of this ERP cannot post deliveries; picking waves ship its orders")

    def post(
        self, order: Order, lines: Sequence[tuple[int, int]], tracking: str, reference: str, by: str
    ) -> list[Delivery]:
        """Ship units of an order now: (position of the line, units), or all open units without lines.

        One delivery for each warehouse that the lines are served from. Raises ErpError, and then nothing was shipped: a
        reference seen before, an order that is not released, more units than are allocated, a part where orders go out
        whole, a closed period, a blocked customer or a frozen warehouse.
        """
        self.require_open()
        earlier = self.by_reference.get(reference) if reference else None
        if earlier is not None:
            raise DuplicateReference(
                (Place("delivery_reference"), f" {reference!r} is that of delivery {earlier.number}"),
                "delivery_reference",
                {"number": earlier.number},
            )
        parts = self._parts(order, lines)
        now = self._now()
        if self._calendar.is_closed(now, "stock"):
            raise self._calendar.refusal(now)
        self._shipping.require_movable(order, parts)
        deliveries = self._shipping.post(order, parts, tracking, reference, by)
        if reference:
            self.by_reference[reference] = deliveries[0]
        return deliveries

    def _parts(self, order: Order, lines: Sequence[tuple[int, int]]) -> list[Part]:
        if order.status not in PICKABLE:
            raise InvalidTransition(
                f"order {order.number} is {order.status}; goods leave for orders that are released or partly shipped",
                "order",
                {"number": order.number, "status": order.status, "allowed": list(PICKABLE)},
            )
        wanted: dict[int, int] = {}
        for at, units in lines or [(at, line.open) for at, line in enumerate(order.lines) if line.open]:
            wanted[at] = wanted.get(at, 0) + units
        for at, units in wanted.items():
            line, place = order.lines[at], Place("quantity", at + 1)
            if units > line.allocated:
                raise RuleRefused(
                    "delivered_within_allocated",
                    "delivery_exceeds_allocated",
                    (
                        place,
                        f": {shown(line.allocated, line.item.scale)} of {line.item.sku} are allocated to the order, "
                        f"got {shown(units, line.item.scale)}",
                    ),
                    place,
                    {
                        "order": order.number,
                        "item": line.item.sku,
                        "left": shown(line.allocated, line.item.scale),
                    },
                )
        if not self._in_parts and any(line.open > wanted.get(at, 0) for at, line in enumerate(order.lines)):
            raise RuleRefused(
                "partial_delivery",
                "order_goes_out_whole",
                f"order {order.number} goes out whole; post the open units of all its lines in one delivery",
                "lines",
                {"order": order.number},
            )
        parts = [(order.lines[at], units) for at, units in wanted.items() if units]
        if not parts:
            raise RuleRefused(
                "delivered_within_allocated",
                "nothing_to_deliver",
                f"of order {order.number} nothing is left to ship",
                "lines",
                {"order": order.number},
            )
        return parts
