"""People change orders in the ERP, as a customer has asked for by telephone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.model import LineChange, Order, OrderChange
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.chaos.actions.orders.newest import CLERK, named, newest
from golive.keys.declare import setting
from golive.keys.value_kinds import between, choice

STREET = "Paketstation 100"


@dataclass(frozen=True, slots=True)
class EditOrders(Action):
    """People change the newest orders that are not shipped in the ERP, and not in the shop."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "Number of orders, from the newest on.", "1")
    what: str = setting(
        "what",
        choice("quantity", "address"),
        "What of them: a unit more of the first row, or another street to ship to.",
        "quantity",
    )

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        found = [*islice(newest(erp), self.count)]
        for order in found:
            erp.orders.update(order, self._change(order), CLERK)
        return Begun(named(f"{self.what} changed", found))

    def _change(self, order: Order) -> OrderChange:
        if self.what == "address":
            address = order.ship_to or order.customer.address
            return OrderChange(ship_to={**address, "street": STREET})
        line = order.lines[0]
        return OrderChange(lines=[LineChange(0, quantity=line.quantity // line.unit_size + 1)])
