"""The part of an order that a `fields` projection names, without building the rest.

A list of orders with four fields of each does not build the other two hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_magento.model.order import Order
from fake_magento.money import number
from fake_magento.rest.framework import projection
from fake_magento.rest.framework.http import Call
from fake_magento.rest.orders.order_address import address_json
from fake_magento.rest.orders.order_json import order_json
from fake_magento.rest.orders.order_payment import payment_json
from fake_magento.rest.orders.status_history import history_json
from fake_magento.timestamps import stamp

FIELDS: dict[str, Callable[[Order], Any]] = {
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
"""Top-level keys that can be read alone, each as in `order_json` (None: absent)."""


def view_for(call: Call) -> Callable[[Order], dict[str, Any]]:
    """The view of the orders of a list: whole, or only the fields of its projection."""
    wanted = _wanted(call.request.query)
    if not wanted or not FIELDS.keys() >= wanted.keys():
        return order_json
    parts = [(name, _part(name, below)) for name, below in wanted.items()]

    def project(order: Order) -> dict[str, Any]:
        if not order.plain:
            full = order_json(order)
            return {name: full[name] for name in wanted if name in full}
        return {name: value for name, part in parts if (value := part(order)) is not None}

    return project


def _part(name: str, below: projection.Tree | None) -> Callable[[Order], Any]:
    """The reader of a field. The payment is often projected to its method alone."""
    if name == "payment" and below is not None and below.keys() == {"method"}:
        return lambda order: {"method": order.method}
    return FIELDS[name]


def _wanted(query: str) -> projection.Tree | None:
    """The projection of each item; None for all of it."""
    expression = projection.wanted(query)
    tree = None if expression is None else projection.parse(expression)
    return tree.get("items") if tree else None
