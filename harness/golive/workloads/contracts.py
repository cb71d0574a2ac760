"""Contracts of businesses: prices of their customer group, on every article."""

from __future__ import annotations

from fake_magento.catalog.record_facts import OPENING, price_values, prices_changed
from fake_magento.model.price_list import PriceList, TierPrice
from fake_magento.shop import Shop

GENERAL, WHOLESALE = 1, 2
"""Customer groups as a new shop has them."""


def agree(shop: Shop, discount: float) -> int:
    """Discount every article for the wholesale group; returns its id. `discount` is a share from 0 to 1."""
    if not discount:
        return GENERAL
    tier = TierPrice(1, WHOLESALE, discount_hundredths=round(discount * 10_000))
    before = price_values(shop, shop.catalog)
    for product in shop.catalog:
        if product.prices is None:
            product.prices = PriceList()
        product.prices.tiers.append(tier)
    prices_changed(shop, before, price_values(shop, shop.catalog), "", OPENING)
    return WHOLESALE
