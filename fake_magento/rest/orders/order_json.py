"""An order as Magento's API shows it.

Optional fields without a value are left out; amounts of events that never happened are absent, not 0. Most orders
are in the base currency, so each amount and its `base_` twin are equal; `order_extras` puts right the others.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.records import Order
from fake_magento.rest.orders.item_json import item_json, items_json
from fake_magento.rest.orders.order_extras import add_extras
from fake_magento.rest.orders.order_parts import (
    address_json,
    history_json,
    payment_json,
    shipping_total,
    taxes,
)
from fake_magento.rest.orders.order_top import top_json
from fake_magento.sales.payment_methods import METHODS
from fake_magento.timestamps import stamp

SHIPPING_METHOD = "flatrate_flatrate"


def order_json(order: Order) -> dict[str, Any]:
    """A fresh dict; the items inside `shipping_assignments` are the same list as `items`."""
    created, updated = stamp(order.created_ms), stamp(order.updated_ms)
    if order.plain:
        items = [item_json(order, line, created, updated) for line in order.lines]
    else:
        items = [row for line in order.lines for row in items_json(order, line, created, updated)]
    data = top_json(order, created, updated)
    data["items"] = items
    data["billing_address"] = address_json(order, order.bill_to, "billing")
    data["payment"] = payment_json(order)
    data["status_histories"] = [history_json(order, entry) for entry in reversed(order.histories)]
    data["extension_attributes"] = _extension(order, items)
    if not order.plain:
        add_extras(order, data)
    return data


def _extension(order: Order, items: list[dict[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "shipping_assignments": [
            {
                "shipping": {
                    "address": address_json(order, order.ship_to, "shipping"),
                    "method": SHIPPING_METHOD,
                    "total": shipping_total(order),
                },
                "items": items,
            }
        ],
        "payment_additional_info": [{"key": "method_title", "value": METHODS[order.method]}],
    }
    data["applied_taxes"], data["item_applied_taxes"] = taxes(order)
    if data["applied_taxes"]:
        data["converting_from_quote"] = True
    return data
