"""Orders that were shipped, in whole or in part, and wait for the next posting run."""

from __future__ import annotations

from fake_erp.model import Order


class BillingQueue:
    """An order may be in it twice."""

    def __init__(self) -> None:
        self._orders: list[Order] = []

    def add(self, order: Order) -> None:
        """Put an order at the end of the queue."""
        self._orders.append(order)

    def take_all(self) -> list[Order]:
        """Empty the queue; what was in it, oldest first."""
        taken, self._orders = self._orders, []
        return taken
