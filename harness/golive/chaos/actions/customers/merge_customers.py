"""People merge customers in the ERP that they take for one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.sales.customer_merging import merge
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.chaos.actions.orders.newest import CLERK
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class MergeCustomers(Action):
    """Pairs of customers become one in the ERP: the number of the second is gone, its orders are the first one's."""

    PASSES: ClassVar[bool] = False

    count: int = setting(
        "count", between(1, 100_000), "Number of pairs, from the customers with the most orders down.", "1"
    )

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        orders: dict[str, int] = {}
        for order in erp.orders.by_number.values():
            if order.external_reference:  # sales at tills have none
                orders[order.customer.number] = orders.get(order.customer.number, 0) + 1
        busiest = sorted(orders, key=lambda number: (-orders[number], number))
        pairs = [*zip(busiest[::2], busiest[1::2], strict=False)][: self.count]
        for into, gone in pairs:
            of = erp.customers.get
            merge(erp.customers, erp.orders.by_number.values(), of(gone), of(into), CLERK)
        return Begun("; ".join(f"{gone} merged into {into}" for into, gone in pairs)[:200])
