"""New articles under SKUs that others had before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.catalog import assortment
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class ReuseSkus(Action):
    """New articles get SKUs that renamed or deleted ones had, in both systems."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 10_000), "Number of articles.", "1")
    stock: int = setting("stock", between(0, 1_000_000), "Units of each, in the first warehouse.", "0")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        free = {
            sku: item
            for item in list(erp.items.by_sku.values())
            for sku in item.formerly
            if sku not in erp.items.by_sku and sku not in shop.catalog
        }
        for sku, before in islice(free.items(), self.count):
            name = f"New article {sku}"
            erp.add_item(sku, name, before.price_cents, before.tax_bp / 100)
            erp.stock.open(sku, erp.stock.warehouses[0], self.stock)
            assortment.add(shop, sku, name, before.price_cents, before.tax_bp / 100)
        used = [*islice(free, self.count)]
        return Begun(f"new articles under {', '.join(used)}" if used else "")
