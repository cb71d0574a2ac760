"""People import an export of the shop's orders into the ERP, because something has failed or seems to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.errors import ErpError
from fake_magento.model.order import Order
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between

BY = "import:orders.csv"
ON_ACCOUNT = "purchaseorder"


@dataclass(frozen=True, slots=True)
class ImportOrders(Action):
    """People import the newest orders of the shop into the ERP, under their numbers, whether it has them or not."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "Number of orders, from the newest on.", "10")
    times: int = setting("times", between(1, 10), "How often the file is imported.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        rows = [*islice(_newest(shop), self.count)]
        booked = sum(_is_booked(erp, row) for _ in range(self.times) for row in reversed(rows))
        refused = self.times * len(rows) - booked
        return Begun(f"{booked} orders imported, {refused} refused" if rows else "")


def _newest(shop: Shop) -> Iterator[Order]:
    """The orders that the ERP should have, the newest first."""
    for order in reversed([*shop.orders]):
        if order.state == "processing" or (order.state == "new" and order.method == ON_ACCOUNT):
            yield order


def _is_booked(erp: Erp, order: Order) -> bool:
    from golive.people.rekeying import typed
    from golive.people.screens import Sight

    customer = next(iter(erp.customers.with_email(order.email)), None)
    try:
        typed(erp, Sight((), order, None, customer, None), BY, with_reference=True)
    except ErpError:
        return False
    return True
