"""People cancel orders in the ERP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.model import Order
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between

OPEN = frozenset({"draft", "held", "pending_approval", "released"})
"""Statuses of which people cancel an order; nothing of it has left."""


@dataclass(frozen=True, slots=True)
class CancelOrders(Action):
    """Open orders of the shop are cancelled in the ERP by hand, and nothing tells the shop."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "Number of orders, from the oldest open one on.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        orders = [each for each in erp.orders.by_number.values() if _is_open(each)][: self.count]
        for order in orders:
            erp.orders.cancel(order, "cancelled by hand", "staff")
        return Begun(
            f"cancelled by hand: {', '.join(each.number for each in orders)}"[:200] if orders else ""
        )


def _is_open(order: Order) -> bool:
    """Sales at tills have no reference."""
    return bool(order.external_reference) and order.status in OPEN
