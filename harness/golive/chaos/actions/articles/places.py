"""Which systems staff change, and which articles are changed first."""

from __future__ import annotations

from collections.abc import Iterator

from fake_erp.erp import Erp
from fake_erp.model import Item
from fake_magento.catalog import assortment
from fake_magento.shop import Shop
from golive.keys.value_kinds import choice

BOTH, ERP, SHOP = "both", "erp", "shop"
WHERE = choice(BOTH, ERP, SHOP)


def bestsellers(erp: Erp, shop: Shop, *, unreserved: bool) -> Iterator[Item]:
    """Active items that the shop sells as products of their own, the bestseller first.

    `unreserved`: only those of which the shop has nothing reserved for orders.
    """
    parts = assortment.parts(shop)
    for item in list(erp.items.by_sku.values()):
        if item.status == "active" and item.sku in shop.catalog and item.sku not in parts:
            level = shop.stock.level(item.sku)
            if not unreserved or level is None or not level.reserved:
                yield item
