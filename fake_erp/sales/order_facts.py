"""The data of facts about orders that are saved or changed."""

from __future__ import annotations

from typing import Any

from fake_erp.model import Address, Customer, Order


def keys_of(order: Order) -> dict[str, str]:
    """The keys of a fact about an order: its number, and its external reference."""
    return {"order": order.number, "ref": order.external_reference}


def created_fact(order: Order, by: str) -> dict[str, Any]:
    """The data of `erp.order.created`; a line is [SKU, units, unit price, discount]."""
    lines = [
        [line.item.sku, line.quantity, line.unit_price_cents, line.discount_cents] for line in order.lines
    ]
    return {
        "customer": order.customer.number,
        "email": order.customer.email,
        "channel": order.channel,
        "status": order.status,
        "ordered_ms": order.ordered_at_ms,
        **_content(order, lines),
        "by": by,
    }


def changed_fact(order: Order, by: str, why: str) -> dict[str, Any]:
    """The data of `erp.order.changed`: what the order comes to now, without what was given up of it."""
    lines = [
        [line.item.sku, line.quantity - line.cancelled, line.unit_price_cents, line.discount_cents]
        for line in order.lines
        if line.quantity > line.cancelled
    ]
    return {**_content(order, lines), "why": why, "by": by}


def _content(order: Order, lines: list[list[Any]]) -> dict[str, Any]:
    """Amounts, addresses and terms; `bill_to` is None where it is the same as `ship_to`.

    `filled` names what the ERP took from the customer because the order was sent without it. Left out are `custom`
    and `filled` without fields, `net` where prices contain the tax, and `rounding_cents` of 0.
    """
    customer = order.customer
    ship_to = _party(order.ship_to, customer)
    bill_to = ship_to if order.bill_to == order.ship_to else _party(order.bill_to, customer)
    found = {
        "currency": order.currency,
        "lines": lines,
        "subtotal_cents": order.subtotal_cents,
        "discount_cents": order.discount_cents,
        "shipping_cents": order.shipping_cents,
        "tax_cents": order.tax_cents,
        "total_cents": order.total_cents,
        "ship_to": ship_to,
        "bill_to": None if bill_to == ship_to else bill_to,
        "shipping_method": order.shipping_method,
        "payment": [order.payment_method, order.payment_cents, order.prepaid],
    }
    filled = _filled(order)
    if filled:
        found["filled"] = filled
    if order.custom:
        found["custom"] = dict(order.custom)
    if not order.prices_include_tax:
        found["net"] = True
    if order.rounding_cents:
        found["rounding_cents"] = order.rounding_cents
    return found


def _filled(order: Order) -> list[str]:
    """The shipping address, or the name of an address, where the customer's stands for it."""
    if order.ship_to is None:
        return ["ship_to"]
    parties = (("ship_to", order.ship_to), ("bill_to", order.bill_to))
    return [f"{label}.name" for label, party in parties if party is not None and not party.get("name")]


def _party(address: Address | None, customer: Customer) -> list[str]:
    """Name, street, city, postcode, country, company, region and phone; the customer's where nothing else is said."""
    get = (address or customer.address).get
    phone = get("phone", "") if address else get("phone") or customer.phone
    return [
        get("name") or customer.name,
        get("street", ""),
        get("city", ""),
        get("postcode", ""),
        get("country", ""),
        get("company", ""),
        get("region", ""),
        phone,
    ]
