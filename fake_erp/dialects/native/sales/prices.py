"""Prices over REST."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, ok, page, rows
from fake_erp.errors import NotFound
from fake_erp.model import PriceRow
from fake_erp.operations.base import Look
from fake_erp.sales.pricing import Price
from fake_erp.times import instant_text


def price_json(row: PriceRow) -> dict[str, Any]:
    """A row of a price list as its JSON object."""
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


class _Quoted(NamedTuple):
    """What one item costs, and what was asked for."""

    sku: str
    customer: str
    quantity: int
    currency: str
    at_ms: int
    price: Price


def list_(call: Call) -> Look[Page[PriceRow]]:
    """Rows of price lists and contracts changed since a cursor, in order of their last change."""
    return page(call.erp.prices.feed, call.query())


def read_one(call: Call) -> Look[_Quoted]:
    """What one item costs: for a customer, from a quantity on, at an instant, in a currency."""
    erp, query = call.erp, call.query()
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
    return Look(lambda hides: _Quoted(item.sku, number or "", quantity, currency, at_ms, price))


def _quoted_json(quoted: _Quoted) -> dict[str, Any]:
    return {
        "item": quoted.sku,
        "customer": quoted.customer,
        "quantity": quoted.quantity,
        "price": amount_text(quoted.price.cents),
        "currency": quoted.currency,
        "source": quoted.price.source,
        "at": instant_text(quoted.at_ms),
    }


VIEWS: dict[str, View[Any]] = {
    "price.list": View(list_, rows(price_json)),
    "price.read": View(read_one, ok(_quoted_json)),
}
