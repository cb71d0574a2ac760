r"""Bookings of one order side by side, as shops without a lock per order make them.

Each request reads the order at its start, checks and computes with what it has read, and writes the columns that it has
changed: what another request has written meanwhile is not seen. From 2.4.5 invoice, ship and refund run one after the
other. Source: magento/magento2 issues 10396 and 4909, pull request 29854 (Magento\Sales\Model\OrderMutex).
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fake_magento.model.order import Order
from fake_magento.shop import Shop

BOOKINGS = frozenset({"order.invoice", "order.ship", "order.refund"})
"""The operations that book a document of an order."""
_OF_ROW = ("invoiced", "shipped", "refunded", "returned")
_OF_ORDER = ("invoiced_total", "refunded_total")


@dataclass(frozen=True, slots=True)
class Seen:
    """An order as a request has read it: its state and status, and (record, column, value) of what bookings change."""

    order: Order
    state: tuple[str, str | None]
    values: tuple[tuple[Any, str, Any], ...]

    @classmethod
    def of(cls, order: Order) -> Seen:
        """The order as it is now."""
        rows = [(row, name) for row in order.rows() for name in _OF_ROW]
        heads = [(head, name) for head in (order, order.base) if head is not None for name in _OF_ORDER]
        values = tuple([(record, name, getattr(record, name)) for record, name in [*rows, *heads]])
        return cls(order, (order.state, order.status), values)

    def put(self, shop: Shop, over: Seen | None = None) -> None:
        """Make the order as it was seen; only what is still as in `over`, where that is given."""
        order = self.order
        if over is None or (order.state, order.status) == over.state:
            was = order.status
            order.state, order.status = self.state
            shop.orders.restatus(order, was)
        for at, (record, name, value) in enumerate(self.values):
            if over is None or getattr(record, name) == over.values[at][2]:
                setattr(record, name, value)


@contextmanager
def as_seen(shop: Shop, seen: Seen) -> Generator[None, None, None]:
    """Inside, the order is as a request has seen it; afterwards, what the request has not changed is as before."""
    present = Seen.of(seen.order)
    if present == seen:
        yield
        return
    shop.surprise("parallel_bookings")
    seen.put(shop)
    try:
        yield
    finally:
        present.put(shop, over=seen)
