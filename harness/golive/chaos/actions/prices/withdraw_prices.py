"""List prices are withdrawn in the ERP."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class WithdrawPrices(Action):
    """The best-selling items have no list price in the ERP (a price of 0), until the end of the window."""

    count: int = setting("count", between(1, 100_000), "Number of items, from the bestseller down.", "10")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        before = {item.sku: item.price_cents for item in islice(erp.items.by_sku.values(), self.count)}
        for sku in before:
            erp.items.set_price(sku, 0, "people")

        def end() -> None:
            for sku, cents in before.items():
                erp.items.set_price(sku, cents, "people")

        return Begun(f"{len(before)} list prices withdrawn" if any(before.values()) else "", end)
