"""Prices over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, feed_page
from fake_erp.errors import NotFound
from fake_erp.messages import Reply
from fake_erp.model import PriceRow


def price_json(row: PriceRow) -> dict[str, Any]:
    return {
        "price_list": row.price_list,
        "customer": row.customer,
        "item": row.sku,
        "price": amount_text(row.price_cents),
        "currency": row.currency,
        "from_quantity": row.from_quantity,
        "valid_from": instant_text(row.from_ms),
        "valid_to": None if row.to_ms is None else instant_text(row.to_ms),
    }


def list_(call: Call) -> Reply:
    """Rows of price lists and contracts changed since a cursor, in order of their last change."""
    return call.ok(feed_page(call.erp.prices.feed, read.query_of(call.request.query), price_json))


def read_one(call: Call) -> Reply:
    """What one item costs: for a customer, from a quantity on, at an instant, in a currency."""
    erp = call.erp
    query = read.query_of(call.request.query)
    number = query.get("customer")
    customer = erp.customers.by_number.get(number) if number else None
    if number and customer is None:
        raise NotFound(f"there is no customer {number[:64]!r}", "customer")
    quantity = read.whole(query, "quantity", 1, 1, read.MAX_QUANTITY)
    at_ms = read.instant(query, "at") if query.get("at") else erp.now()
    currency = query.get("currency") or erp.currencies.home
    if currency not in erp.config.currencies:
        raise read.bad("currency", f"one of {', '.join(erp.config.currencies)}", currency)
    item = erp.items.get(call.params["sku"])
    price = erp.prices.find(item.sku, customer, at_ms, quantity, currency)
    return call.ok(
        {
            "item": item.sku,
            "customer": number or "",
            "quantity": quantity,
            "price": amount_text(price.cents),
            "currency": currency,
            "source": price.source,
            "at": instant_text(at_ms),
        }
    )


VIEWS: dict[str, View] = {"price.list": list_, "price.read": read_one}
