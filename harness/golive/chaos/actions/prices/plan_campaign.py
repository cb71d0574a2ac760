"""Campaigns of the ERP: prices of its standard list for a period."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fake_erp.erp import Erp
from fake_erp.sales.pricing import STANDARD_LIST
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import DURATION, LASTING, PERCENT, between


@dataclass(frozen=True, slots=True)
class PlanCampaign(Action):
    """A person gives the best-selling items lower prices for a period: rows of the standard price list of the ERP."""

    PASSES = False

    count: int = setting("count", between(1, 100_000), "Number of items, from the bestseller down.", "10")
    discount: int = setting("discount", PERCENT, "Discount on the list price.", "20%")
    after_ms: int = setting("after", DURATION, "Time until the period begins.", "1h")
    lasts_ms: int = setting("lasts", LASTING, "How long the period lasts.", "2h")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        items = list(islice(erp.items.by_sku.values(), self.count))
        begins_ms = erp.now() + self.after_ms
        for item in items:
            cents = item.price_cents - (item.price_cents * self.discount + 50) // 100
            ends_ms = begins_ms + self.lasts_ms
            erp.prices.set_list_price(STANDARD_LIST, item.sku, cents, 1, begins_ms, ends_ms, by="people")
        return Begun(f"{len(items)} prices planned for a period" if items else "")
