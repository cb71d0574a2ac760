"""The warehouse's queue: released orders that can be shipped, oldest release first."""

from __future__ import annotations

from heapq import heappop, heappush

from fake_erp.chance import between
from fake_erp.model import Order

PICKABLE = ("released", "partly_shipped")


class PickQueue:
    """Orders whose every unit is allocated; with `partial`, all that have some.

    Some take longer than others: up to `spread_ms` by lot, the same for an order whenever it queues.

    Orders that are held or cancelled, or lose an allocation while they queue, drop out when their turn comes.
    """

    __slots__ = ("_heap", "_partial", "_salt", "_spread_ms")

    def __init__(self, partial: bool = False, spread_ms: int = 0, salt: int = 0) -> None:
        self._heap: list[tuple[int, int, Order]] = []
        self._partial = partial
        self._spread_ms = spread_ms
        self._salt = salt

    def __len__(self) -> int:
        return len(self._heap)

    def offer(self, order: Order) -> None:
        """Queue a released order, unless it has to wait for an allocation first."""
        if order.missing == 0 or self._partial:
            self.add(order)

    def add(self, order: Order) -> None:
        """Queue a released order; it is ready after its share of the lead time."""
        ready_ms = order.released_at_ms
        if self._spread_ms:
            address = order.external_reference or order.number
            ready_ms += between(0, self._spread_ms, self._salt, "picking.lead", address)
        heappush(self._heap, (ready_ms, order.sequence, order))

    def take(self, ready_until_ms: int) -> Order | None:
        """The next order that was ready at or before that instant."""
        heap = self._heap
        while heap and heap[0][0] <= ready_until_ms:
            order = heappop(heap)[2]
            if order.status in PICKABLE and (order.missing == 0 or self._partial):
                return order
        return None
