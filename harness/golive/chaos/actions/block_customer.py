"""Operations on customers: block, unblock, approve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between

Block = Literal["orders", "deliveries", "billing"]
BLOCKS: tuple[Block, ...] = ("orders", "deliveries", "billing")


def block(erp: Erp, number: str, whats: Iterable[Block] = ("orders",)) -> None:
    """Block a customer for new orders, deliveries or billing."""
    for what in whats:
        erp.customers.set_blocked(number, True, what)


def unblock(erp: Erp, number: str, whats: Iterable[Block] = ("orders",)) -> None:
    """Unblock a customer for new orders, deliveries or billing."""
    for what in whats:
        erp.customers.set_blocked(number, False, what)


def approve(erp: Erp, number: str, by: str) -> None:
    """Approve a new customer that is pending approval."""
    erp.customers.approve(number, by)


@dataclass(frozen=True, slots=True)
class BlockCustomers(Action):
    """The customers with the most orders are blocked for orders in the ERP; a collective account of guests is one."""

    count: int = setting(
        "count", between(1, 100_000), "Number of customers, from the one with the most orders down.", "1"
    )

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        blocked = [number for number in self._busiest(erp) if not erp.customers.get(number).blocked]
        for number in blocked:
            block(erp, number)

        def end() -> None:
            for number in blocked:
                unblock(erp, number)

        return Begun(f"blocked for orders: {', '.join(blocked)}"[:200] if blocked else "", end)

    def _busiest(self, erp: Erp) -> list[str]:
        orders: dict[str, int] = {}
        for order in erp.orders.by_number.values():
            if order.external_reference:  # sales at tills have none
                orders[order.customer.number] = orders.get(order.customer.number, 0) + 1
        return sorted(orders, key=lambda number: (-orders[number], number))[: self.count]
