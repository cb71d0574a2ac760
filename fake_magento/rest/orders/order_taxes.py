r"""The applied taxes of an order as JSON.

Source: Magento source, Magento\Tax\Api\Data\OrderTaxDetailsInterface.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.money import number
from fake_magento.taxes.tax_book import rate_code, rate_title


def taxes(order: Order) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(applied_taxes per rate, item_applied_taxes per item and for shipping)."""
    sums: dict[int, int] = {}
    per_item: list[dict[str, Any]] = []
    country = order.ship_to.country
    for line in order.lines if order.plain else taxed_rows(order):
        rate = line.tax_hundredths
        if rate:
            cents = line.tax_cents
            sums[rate] = sums.get(rate, 0) + cents
            per_item.append(
                {"type": "product", "item_id": line.item_id, "applied_taxes": [_tax(country, rate, cents)]}
            )
    shipping_tax = order.ordered.shipping_tax
    if shipping_tax:
        rate = round(order.store.shipping_tax_percent * 100)
        sums[rate] = sums.get(rate, 0) + shipping_tax
        per_item.append({"type": "shipping", "applied_taxes": [_tax(country, rate, shipping_tax)]})
    return [_tax(country, rate, cents) for rate, cents in sums.items()], per_item


def _tax(country: str, rate: int, cents: int) -> dict[str, Any]:
    tax = _named_rate(country, rate).copy()
    tax["amount"] = tax["base_amount"] = number(cents)
    return tax


@lru_cache(maxsize=1024)
def _named_rate(country: str, rate: int) -> dict[str, Any]:
    """A tax without amounts: a template."""
    return {
        "code": rate_code(country, rate),
        "title": rate_title(rate),
        "percent": number(rate),
        "amount": None,
        "base_amount": None,
    }


def taxed_rows(order: Order) -> Iterator[OrderLine]:
    """The rows with tax: the parts of a bundle with a dynamic price, else the row itself."""
    for line in order.lines:
        yield from line.parts if line.made is not None and line.made.by_parts else (line,)
