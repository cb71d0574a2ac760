"""List prices change in the ERP."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import PERCENT, between


@dataclass(frozen=True, slots=True)
class ChangePrices(Action):
    """The list prices of the best-selling items rise in the ERP, and fall back at the end of the window."""

    count: int = setting("count", between(1, 100_000), "Number of items, from the bestseller down.", "10")
    by: int = setting("by", PERCENT, "How much they rise.", "10%")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        items = list(islice(erp.items.by_sku.values(), self.count))
        before = {item.sku: item.price_cents for item in items}
        for sku, cents in before.items():
            erp.items.set_price(sku, cents + (cents * self.by + 50) // 100, "people")

        def end() -> None:
            for sku, cents in before.items():
                erp.items.set_price(sku, cents, "people")

        return Begun(f"{len(items)} list prices changed" if items else "", end)
