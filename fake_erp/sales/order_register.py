"""The saved orders, found by number or reference, and what the warehouse does to their promises."""

from __future__ import annotations

from collections.abc import Iterator

from fake_erp.channels.feed import Feed
from fake_erp.inventory.picking import PICKABLE, PickQueue
from fake_erp.model import Line, Now, Order, StockRow

PROMISED = ("released", "held", "pending_approval", "partly_shipped")
"""The states in which an order may have stock promised to it."""


class OrderRegister:
    """The index of saved orders, and their feed of changes."""

    def __init__(self, now: Now, feed: Feed[Order], picking: PickQueue) -> None:
        self._now = now
        self._picking = picking
        self.by_number: dict[str, Order] = {}
        self.by_reference: dict[str, tuple[Order, ...]] = {}
        self.feed = feed

    def add(self, order: Order) -> None:
        """File a new order under its number and its external reference."""
        self.by_number[order.number] = order
        if order.external_reference:
            self._file(order, order.external_reference)

    def file_under(self, order: Order, reference: str) -> None:
        """File an order under another external reference."""
        before = order.external_reference
        if reference == before:
            return
        if before:
            self.by_reference[before] = tuple(
                [each for each in self.by_reference[before] if each is not order]
            )
        if reference:
            self._file(order, reference)

    def _file(self, order: Order, reference: str) -> None:
        self.by_reference[reference] = (*self.by_reference.get(reference, ()), order)

    def touch(self, order: Order) -> None:
        """Note that an order changed now."""
        order.changed_at_ms = self._now()
        self.feed.touch(order)

    def queue(self, order: Order) -> None:
        """Let the warehouse pick the order where its state and its allocation allow it."""
        if order.status in PICKABLE:
            self._picking.offer(order)

    def allocated_late(self, order: Order) -> None:
        """A line that waited for stock got units."""
        self.touch(order)
        self.queue(order)

    def promised(self, row: StockRow) -> Iterator[tuple[Order, Line]]:
        """The lines that have units of a row, those of the youngest orders first."""
        for order in reversed(self.by_number.values()):
            if order.status in PROMISED:
                for line in reversed(order.lines):
                    if line.row is row and line.allocated:
                        yield order, line
