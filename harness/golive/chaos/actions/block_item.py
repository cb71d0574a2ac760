"""Operations on items: block for sale and unblock."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


def block(erp: Erp, *skus: str) -> None:
    """Block items for sale: the ERP refuses new orders for them."""
    for sku in skus:
        erp.items.set_status(sku, "blocked", "clerk")


def unblock(erp: Erp, *skus: str) -> None:
    """Make items active again."""
    for sku in skus:
        erp.items.set_status(sku, "active", "clerk")


@dataclass(frozen=True, slots=True)
class BlockItems(Action):
    """The best-selling items are blocked for sale in the ERP, while the shop goes on selling them."""

    count: int = setting("count", between(1, 100_000), "Number of items, from the bestseller down.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        best = islice(erp.items.by_sku.values(), self.count)
        blocked = [item.sku for item in best if item.status == "active"]
        block(erp, *blocked)
        return Begun(f"{len(blocked)} items blocked" if blocked else "", lambda: unblock(erp, *blocked))
