"""The data of facts about orders that are saved or changed."""

from __future__ import annotations

from typing import Any

from fake_erp.model import Order


def keys_of(order: Order) -> dict[str, str]:
    """The keys of a fact about an order: its number, and its external reference."""
    return {"order": order.number, "ref": order.external_reference}


def created_fact(order: Order, by: str) -> dict[str, Any]:
    """The data of `erp.order.created`; a line is [SKU, units, unit price, discount]."""
    return {
        "customer": order.customer.number,
        "email": order.customer.email,
        "channel": order.channel,
        "currency": order.currency,
        "status": order.status,
        "lines": [
            [line.item.sku, line.quantity, line.unit_price_cents, line.discount_cents] for line in order.lines
        ],
        "subtotal_cents": order.subtotal_cents,
        "discount_cents": order.discount_cents,
        "shipping_cents": order.shipping_cents,
        "tax_cents": order.tax_cents,
        "total_cents": order.total_cents,
        "ship_to": _destination(order),
        "ordered_ms": order.ordered_at_ms,
        "by": by,
    }


def changed_fact(order: Order, by: str, why: str) -> dict[str, Any]:
    """The data of `erp.order.changed`: what the order comes to now, without what was given up of it."""
    return {
        "currency": order.currency,
        "lines": [
            [line.item.sku, line.quantity - line.cancelled, line.unit_price_cents, line.discount_cents]
            for line in order.lines
            if line.quantity > line.cancelled
        ],
        "subtotal_cents": order.subtotal_cents,
        "discount_cents": order.discount_cents,
        "shipping_cents": order.shipping_cents,
        "tax_cents": order.tax_cents,
        "total_cents": order.total_cents,
        "ship_to": _destination(order),
        "why": why,
        "by": by,
    }


def _destination(order: Order) -> list[str]:
    """Where the parcel goes: name, street, city, postcode, country; to the customer where nothing else is said."""
    address = order.ship_to or order.customer.address
    get = address.get
    name = get("name") or order.customer.name
    return [name, get("street", ""), get("city", ""), get("postcode", ""), get("country", "")]
