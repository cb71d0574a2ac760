r"""An order as JSON.

Optional fields without a value are absent; so are amounts of events that never happened. In most orders each amount
and its `base_` counterpart are equal; `base_currency` corrects the others. Source: Magento source,
Magento\Sales\Api\Data\OrderInterface; Adobe Commerce developer docs, "Order processing".
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.order import Order
from fake_magento.rest.orders.base_currency import put_base_amounts
from fake_magento.rest.orders.order_address import address_json
from fake_magento.rest.orders.order_fields import fields_json
from fake_magento.rest.orders.order_items import item_json, items_json
from fake_magento.rest.orders.order_payment import payment_json, put_personal, put_vouchers
from fake_magento.rest.orders.order_shipping import put_shipping_discount, shipping_total
from fake_magento.rest.orders.order_taxes import taxes
from fake_magento.rest.orders.status_history import history_json
from fake_magento.sales.payment_methods import METHODS
from fake_magento.timestamps import stamp

SHIPPING_METHOD = "flatrate_flatrate"


def order_json(order: Order) -> dict[str, Any]:
    """A new dict. The items in `shipping_assignments` are the same list as `items`."""
    created, updated = stamp(order.created_ms), stamp(order.updated_ms)
    if order.plain:
        items = [item_json(order, line, created, updated) for line in order.lines]
    else:
        items = [row for line in order.lines for row in items_json(order, line, created, updated)]
    data = fields_json(order, created, updated)
    data["items"] = items
    data["billing_address"] = address_json(order, order.bill_to, "billing")
    data["payment"] = payment_json(order)
    data["status_histories"] = [history_json(order, entry) for entry in reversed(order.histories)]
    data["extension_attributes"] = _extension(order, items)
    if not order.plain:
        _correct_not_plain(order, data)
    if order.personal is not None:
        put_personal(data, order.personal)
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


def _correct_not_plain(order: Order, data: dict[str, Any]) -> None:
    """Correct the payload of an order that is not plain: base currency, shipping discount, vouchers, virtual goods."""
    if order.base is not None:
        put_base_amounts(order, data)
    shipping = (data, data["extension_attributes"]["shipping_assignments"][0]["shipping"]["total"])
    put_shipping_discount(order.ordered, shipping, "", "amount")
    put_shipping_discount(order.in_base().ordered, shipping, "base_", "amnt")
    if order.extras is not None:
        if order.extras.quote_id is not None:
            data["quote_id"] = order.extras.quote_id
        put_vouchers(order, data["extension_attributes"])
    if order.is_virtual:
        data["is_virtual"] = 1
        del data["shipping_description"]
        shipping_part = data["extension_attributes"]["shipping_assignments"][0]["shipping"]
        del shipping_part["address"], shipping_part["method"]
