"""Deliveries over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.channels.feed import Page
from fake_erp.dialects.native.views import Call, View, get, ok, papers, rows
from fake_erp.model import Delivery
from fake_erp.model.quantities import shown
from fake_erp.operations.base import Look
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
    }


def list_deliveries(call: Call) -> Look[Page[Delivery]]:
    """Deliveries posted since a cursor, oldest first."""
    return papers(call, call.erp.shipping.feed, Delivery)


def read_delivery(call: Call) -> Look[Delivery]:
    """One delivery by its number."""
    return get(call.erp.shipping.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "delivery.list": View(list_deliveries, rows(delivery_json)),
    "delivery.read": View(read_delivery, ok(delivery_json)),
}
