"""Articles that are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.catalog import assortment
from fake_magento.shop import Shop
from golive.chaos.actions.articles.places import BOTH, ERP, SHOP, WHERE, bestsellers
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class DeleteItems(Action):
    """The best-selling articles are deleted; the ERP keeps what is booked under an archive SKU.

    Where stock follows the catalogue of the shop, those with reservations are passed over: their goods would be gone.
    """

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 10_000), "Number of articles, from the bestseller down.", "1")
    where: str = setting("where", WHERE, "Systems in which they are deleted.", BOTH)

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        unreserved = self.where != ERP and shop.config.stock_follows_catalog
        found = bestsellers(erp, shop, unreserved=unreserved)
        deleted = [item.sku for item in islice(found, self.count)]
        for sku in deleted:
            if self.where != SHOP:
                erp.archive_item(sku)
            if self.where != ERP:
                assortment.remove(shop, shop.catalog.get(sku))
        return Begun(f"deleted: {', '.join(deleted)}" if deleted else "")
