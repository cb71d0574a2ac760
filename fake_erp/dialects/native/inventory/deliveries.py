"""Deliveries over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.inventory.returns import lines_of
from fake_erp.dialects.native.views import Call, View, created, get, ok, papers, rows
from fake_erp.messages import Reply
from fake_erp.model import Delivery, Line, Order
from fake_erp.model.quantities import shown
from fake_erp.operations.base import Look
from fake_erp.operations.documents import CreateDelivery
from fake_erp.times import instant_text


def delivery_json(delivery: Delivery) -> dict[str, Any]:
    """A delivery as its JSON object."""
    order = delivery.order
    return {
        "number": delivery.number,
        "order": order.number,
        "external_reference": order.external_reference,
        "warehouse": delivery.warehouse,
        "posted_at": instant_text(delivery.posted_at_ms),
        "tracking": delivery.tracking,
        "lines": [
            {"line": at + 1, "item": sku, "quantity": shown(units, order.lines[at].item.scale)}
            for at, sku, units in delivery.lines
        ],
        **({"delivery_reference": delivery.reference} if delivery.reference else {}),
    }


def create(call: Call) -> CreateDelivery:
    """Post units of an order that a warehouse system has shipped; without `lines` all that is open."""
    call.erp.delivery_posts.require_open()
    given = read.record(call.data())
    order = call.order_in("order", read.text(given, "order"))
    lines = given.get("lines")
    return CreateDelivery(
        order,
        [] if lines is None else _lines(order, lines, call.erp.config.max_lines),
        read.optional_text(given, "tracking", limit=read.REFERENCE_LIMIT),
        read.optional_text(given, "delivery_reference", limit=read.REFERENCE_LIMIT),
        call.client,
    )


def _lines(order: Order, given: Any, max_lines: int) -> list[tuple[int, int]]:
    """Position of the order line and units; the units of an item fill its lines one after the other."""
    left = {at: line.allocated for at, line in enumerate(order.lines)}
    found: list[tuple[int, int]] = []
    for row, (at, units) in zip(given, lines_of(order, given, max_lines, _allocated), strict=True):
        item = order.lines[at].item
        for place, line in enumerate(order.lines) if row.get("line") is None else ():
            taken = min(units, left[place]) if line.item is item else 0
            if taken:
                found.append((place, taken))
                left[place] -= taken
                units -= taken
        if units:
            found.append((at, units))
            left[at] = max(0, left[at] - units)
    return found


def _allocated(line: Line) -> int:
    return line.allocated


def _created(call: Call, delivery: Delivery) -> Reply:
    return created(delivery_json(delivery), f"/deliveries/{delivery.number}")


def list_deliveries(call: Call) -> Look[Page[Delivery]]:
    """Deliveries posted since a cursor, oldest first."""
    return papers(call, call.erp.shipping.feed, Delivery)


def read_delivery(call: Call) -> Look[Delivery]:
    """One delivery by its number."""
    return get(call.erp.shipping.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "delivery.create": View(create, _created),
    "delivery.list": View(list_deliveries, rows(delivery_json)),
    "delivery.read": View(read_delivery, ok(delivery_json)),
}
