"""People delete orders in the ERP."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.chaos.actions.orders.newest import CLERK, named, newest
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class DeleteOrders(Action):
    """The newest orders that are not shipped are deleted in the ERP by people; its books keep them as cancelled."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "Number of orders, from the newest on.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        found = [*islice(newest(erp), self.count)]
        for order in found:
            erp.orders.cancel(order, "deleted by hand", CLERK)
        return Begun(named("deleted", found))
