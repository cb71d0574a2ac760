"""Promotions: special prices that a person sets in the shop."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fake_erp.erp import Erp
from fake_magento.catalog.record_facts import price_values, prices_changed
from fake_magento.model.price_list import PriceList, SpecialPrice
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import LASTING, PERCENT, between


@dataclass(frozen=True, slots=True)
class Promote(Action):
    """The shop sells its first products at a special price for some time, set by a person in the shop."""

    PASSES = False

    count: int = setting("count", between(1, 100_000), "Number of products, from the first one on.", "10")
    discount: int = setting("discount", PERCENT, "Discount on the base price.", "20%")
    lasts_ms: int = setting("lasts", LASTING, "How long the special price holds.", "4h")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        products = list(islice(shop.catalog, self.count))
        before, now_ms = price_values(shop, products), shop.now()
        for product in products:
            cents = product.price_cents - (product.price_cents * self.discount + 50) // 100
            product.prices = product.prices or PriceList()
            product.prices.special[0] = SpecialPrice(cents, now_ms, now_ms + self.lasts_ms)
            shop.catalog.touch(product)
        prices_changed(shop, before, price_values(shop, products), "admin")
        return Begun(f"{len(products)} products promoted" if products else "")
