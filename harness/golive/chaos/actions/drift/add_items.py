"""New items in the ERP that the shop does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class AddItems(Action):
    """New items are set up in the ERP, with stock; the shop does not have them."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 10_000), "Number of items.", "1")
    stock: int = setting("stock", between(0, 1_000_000), "Units of each, in the first warehouse.", "100")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        known = len(erp.items.by_sku)
        like = next(iter(erp.items.by_sku.values()))
        for number in range(known + 1, known + 1 + self.count):
            sku = f"NEW-{number:05d}"
            erp.items.add(sku, f"New article {number}", like.price_cents, like.tax_bp / 100)
            erp.stock.open(sku, erp.stock.warehouses[0], self.stock)
        return Begun(f"{self.count} items added to the ERP")
