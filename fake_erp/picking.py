"""The warehouse's queue: released orders that can be shipped, oldest release first."""

from __future__ import annotations

from heapq import heappop, heappush

from fake_erp.model import Order

PICKABLE = ("released", "partly_shipped")


class PickQueue:
    """Orders whose every unit is allocated; with `partial`, all that have some.

    Orders that are held or cancelled, or lose an allocation while they queue, drop out when their turn comes.
    """

    __slots__ = ("_heap", "_partial")

    def __init__(self, partial: bool = False) -> None:
        self._heap: list[tuple[int, int, Order]] = []
        self._partial = partial

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, order: Order) -> None:
        heappush(self._heap, (order.released_at_ms, order.sequence, order))

    def take(self, released_until_ms: int) -> Order | None:
        """The next order released at or before that instant."""
        heap = self._heap
        while heap and heap[0][0] <= released_until_ms:
            order = heappop(heap)[2]
            if order.status in PICKABLE and (order.missing == 0 or self._partial):
                return order
        return None
