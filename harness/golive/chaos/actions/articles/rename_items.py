"""Articles that get another SKU."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.catalog import assortment
from fake_magento.shop import Shop
from golive.chaos.actions.articles.places import BOTH, ERP, SHOP, WHERE, bestsellers
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class RenameItems(Action):
    """The best-selling articles get another SKU; orders so far keep the old one.

    Where stock does not follow the catalogue of the shop, those with reservations are passed over: no call could take
    their reservations along.
    """

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 10_000), "Number of articles, from the bestseller down.", "1")
    where: str = setting("where", WHERE, "Systems in which they get it.", BOTH)

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        unreserved = self.where != ERP and not shop.config.stock_follows_catalog
        found = bestsellers(erp, shop, unreserved=unreserved)
        renamed = [item.sku for item in islice(found, self.count)]
        for sku in renamed:
            new = next(
                name
                for number in count(1)
                if (name := f"{sku}-N{number}") not in shop.catalog and erp.items.find(name) is None
            )
            if self.where != SHOP:
                erp.rename_item(sku, new)
            if self.where != ERP:
                assortment.rename(shop, shop.catalog.get(sku), new)
        return Begun(f"another SKU for {', '.join(renamed)}" if renamed else "")
