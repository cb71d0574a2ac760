"""What businesses have agreed on: prices of their customer group, on every article."""

from __future__ import annotations

from fake_magento.model.price_list import PriceList, TierPrice
from fake_magento.shop import Shop

GENERAL, WHOLESALE = 1, 2
"""Customer groups as a new shop has them."""


def agree(shop: Shop, discount: float) -> int:
    """Give the wholesale group so much off every article; the group that businesses are in. `discount` is a share."""
    if not discount:
        return GENERAL
    tier = TierPrice(1, WHOLESALE, discount_hundredths=round(discount * 10_000))
    for product in shop.catalog:
        if product.prices is None:
            product.prices = PriceList()
        product.prices.tiers.append(tier)
    return WHOLESALE
