"""New articles under SKUs that others had before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.model import Item
from fake_magento.catalog import assortment
from fake_magento.shop import Shop
from golive.chaos.actions.articles.places import bestsellers
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class ReuseSkus(Action):
    """New articles get SKUs that renamed or deleted ones had, in both systems.

    Where there are too few of these, the best-selling articles without reservations are deleted for it.
    """

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 10_000), "Number of articles.", "1")
    stock: int = setting("stock", between(0, 1_000_000), "Units of each, in the first warehouse.", "0")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        chosen = dict(islice(_free(erp, shop).items(), self.count))
        for item in islice(bestsellers(erp, shop, unreserved=True), self.count - len(chosen)):
            chosen[item.sku] = item
            assortment.remove(shop, shop.catalog.get(item.sku))
            erp.archive_item(item.sku)
        for sku, before in chosen.items():
            name = f"New article {sku}"
            erp.add_item(sku, name, before.price_cents, before.tax_bp / 100)
            erp.stock.open(sku, erp.stock.warehouses[0], self.stock)
            assortment.add(shop, sku, name, before.price_cents, before.tax_bp / 100)
        return Begun(f"new articles under {', '.join(chosen)}" if chosen else "")


def _free(erp: Erp, shop: Shop) -> dict[str, Item]:
    """The SKUs that no article has any more, with the one that had it."""
    return {
        sku: item
        for item in erp.items.by_sku.values()
        for sku in item.formerly
        if sku not in erp.items.by_sku and sku not in shop.catalog
    }
