"""The part of an order that a `fields` projection asks for, without building the rest.

A list of orders asked for four fields of each should not cost the two hundred that nobody wants.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from fake_magento.model.order import Order
from fake_magento.money import number
from fake_magento.rest.framework import projection
from fake_magento.rest.orders.order_address import address_json
from fake_magento.rest.orders.order_json import order_json
from fake_magento.rest.orders.order_payment import payment_json
from fake_magento.rest.orders.status_history import history_json
from fake_magento.timestamps import stamp

if TYPE_CHECKING:
    from fake_magento.rest.framework.http import Call


PARTS: dict[str, Callable[[Order], Any]] = {
    "entity_id": lambda order: order.entity_id,
    "increment_id": lambda order: order.increment_id,
    "state": lambda order: order.state,
    "status": lambda order: order.status,
    "store_id": lambda order: order.store.store_id,
    "created_at": lambda order: stamp(order.created_ms),
    "updated_at": lambda order: stamp(order.updated_ms),
    "customer_email": lambda order: order.email,
    "customer_id": lambda order: order.customer_id,
    "grand_total": lambda order: number(order.ordered.total),
    "order_currency_code": lambda order: order.store.currency,
    "billing_address": lambda order: address_json(order, order.bill_to, "billing"),
    "payment": payment_json,
    "status_histories": lambda order: [history_json(order, entry) for entry in reversed(order.histories)],
}
"""Top-level keys that can be had on their own, each exactly as `order_json` gives it (None: left out)."""


def view_for(call: Call) -> Callable[[Order], dict[str, Any]]:
    """How to show the orders of a list: whole, or only the parts its `fields` names."""
    wanted = _wanted(call.request.query)
    if not wanted or not PARTS.keys() >= wanted.keys():
        return order_json
    parts = [(name, _part(name, below)) for name, below in wanted.items()]

    def slice_of(order: Order) -> dict[str, Any]:
        if not order.plain:
            full = order_json(order)
            return {name: full[name] for name in wanted if name in full}
        return {name: value for name, part in parts if (value := part(order)) is not None}

    return slice_of


def _part(name: str, below: projection.Tree | None) -> Callable[[Order], Any]:
    """How a part is read. Whoever looks through many orders wants one field of the payment, if any."""
    if name == "payment" and below is not None and below.keys() == {"method"}:
        return lambda order: {"method": order.method}
    return PARTS[name]


def _wanted(query: str) -> projection.Tree | None:
    """What is wanted of each item; None for all of it."""
    if "fields" not in query:
        return None
    given = parse_qs(query, keep_blank_values=True).get("fields")
    tree = projection.parse(given[-1]) if given else None
    return tree.get("items") if tree else None
