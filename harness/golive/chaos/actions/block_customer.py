"""The dunning run blocks whoever buys most."""

from __future__ import annotations

from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.keys.declare import Key
from golive.keys.value_kinds import between


class BlockCustomers:
    """The customers with the most orders are blocked for orders in the ERP; a collective account of guests is one."""

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key(
            "count", between(1, 100_000), default="1", doc="How many, counted from the one with most orders."
        ),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._count: int = settings["count"]
        self._blocked: list[str] = []

    def begin(self, erp: Erp, shop: Shop) -> str:
        orders: dict[str, int] = {}
        for order in erp.orders.by_number.values():
            if order.external_reference:  # the tills name none
                orders[order.customer.number] = orders.get(order.customer.number, 0) + 1
        most = sorted(orders, key=lambda number: (-orders[number], number))[: self._count]
        self._blocked = [number for number in most if not erp.customers.get(number).blocked]
        for number in self._blocked:
            erp.customers.set_blocked(number, True)
        return f"blocked for orders: {', '.join(self._blocked)}"[:200] if self._blocked else ""

    def end(self, erp: Erp, shop: Shop) -> None:
        for number in self._blocked:
            erp.customers.set_blocked(number, False)
