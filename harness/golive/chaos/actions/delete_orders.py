"""People delete orders in the ERP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class DeleteOrders(Action):
    """The newest orders that are not shipped are deleted in the ERP by people; its books keep them as cancelled."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "Number of orders, from the newest on.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        newest = reversed(erp.orders.by_number.values())
        found = [order for order in newest if order.external_reference and order.status == "released"]
        for order in found[: self.count]:
            erp.orders.cancel(order, "deleted by hand", "clerk")
        numbers = ", ".join(order.number for order in found[: self.count])
        return Begun(f"deleted: {numbers}"[:200] if numbers else "")
