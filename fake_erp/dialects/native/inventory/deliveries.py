"""Deliveries over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, papers_page
from fake_erp.messages import Reply
from fake_erp.model import Delivery


def delivery_json(delivery: Delivery) -> dict[str, Any]:
    order = delivery.order
    return {
        "number": delivery.number,
        "order": order.number,
        "external_reference": order.external_reference,
        "warehouse": delivery.warehouse,
        "posted_at": instant_text(delivery.posted_at_ms),
        "tracking": delivery.tracking,
        "lines": [{"line": at + 1, "item": sku, "quantity": units} for at, sku, units in delivery.lines],
    }


def list_deliveries(call: Call) -> Reply:
    """Deliveries posted since a cursor, oldest first."""
    return papers_page(call, call.erp.shipping.feed, Delivery, delivery_json)


def read_delivery(call: Call) -> Reply:
    """One delivery by its number."""
    return call.ok(delivery_json(call.erp.shipping.get(call.params["number"])))


VIEWS: dict[str, View] = {
    "delivery.list": list_deliveries,
    "delivery.read": read_delivery,
}
