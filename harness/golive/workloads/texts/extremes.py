"""Orders of extreme amounts and quantities, of two articles that only they have."""

from __future__ import annotations

from typing import NamedTuple


class Extreme(NamedTuple):
    """An article of an extreme price; `most` are the units that a cart may have of it."""

    sku: str
    name: str
    price_cents: int
    most: int
    stock: int


CHEAPEST = Extreme("EXTREME-CENT", "Sample card", 1, 10_000, 1_000_000)
"""10,000 is Magento's default of `cataloginventory/item_options/max_sale_qty`."""
COSTLIEST = Extreme("EXTREME-COSTLY", "Machining centre", 999_999_999, 1, 1_000)
"""The largest price of seven digits before the point, as many columns of decimal(9,2) hold."""
ARTICLES = (CHEAPEST, COSTLIEST)
BASKETS: tuple[tuple[tuple[str, int], ...], ...] = (
    ((CHEAPEST.sku, 1),),
    ((CHEAPEST.sku, CHEAPEST.most),),
    ((COSTLIEST.sku, COSTLIEST.most),),
    ((CHEAPEST.sku, 1), (COSTLIEST.sku, COSTLIEST.most)),
)
"""The rows of these orders."""
