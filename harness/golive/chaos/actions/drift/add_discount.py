"""A new cart price rule of the shop."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.erp import Erp
from fake_magento.config import CartDiscount
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import MONEY, PERCENT, Money, between


@dataclass(frozen=True, slots=True)
class AddDiscount(Action):
    """The shop computes prices by one more cart price rule, which acts on every cart and after all others."""

    percent: int = setting("percent", PERCENT, "What it takes off the goods.", "10%")
    buy: int = setting(
        "buy", between(0, 1000), "Instead: units of an article that are paid before one is free; 0: off.", "0"
    )
    above: Money = setting(
        "above",
        MONEY,
        "The least that the goods of a cart must come to, without tax, in the base currency.",
        "0 EUR",
    )

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        rules = shop.promotions
        last = max((each.sort_order for each in rules.rules.values()), default=0)
        wanted = CartDiscount(
            "new", percent=self.percent, buy=self.buy, above_cents=self.above.cents, sort_order=last
        )
        rule = rules.begin(wanted)
        what = f"{self.buy} plus one free" if self.buy else f"{self.percent} % off"
        return Begun(f"cart price rule {rule.rule_id}: {what}", lambda: rules.remove(rule))
