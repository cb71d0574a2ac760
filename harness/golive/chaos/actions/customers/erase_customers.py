"""Requests of customers to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.customers.erasure import can_be_erased, erase
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class EraseCustomers(Action):
    """Customers without open orders have their accounts erased: the shop replaces their data and keeps the orders."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "How many, the oldest accounts first.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        gone = {each.customer_id for each in shop.customers.erased}
        wanted = [
            each for each in shop.customers if each.customer_id not in gone and can_be_erased(shop, each)
        ][: self.count]
        for customer in wanted:
            erase(shop, customer)
        return Begun(f"{len(wanted)} accounts are erased" if wanted else "")
