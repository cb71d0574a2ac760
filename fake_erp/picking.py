"""The warehouse's queue: released orders whose every unit is allocated, oldest release first."""

from __future__ import annotations

from heapq import heappop, heappush

from fake_erp.model import Order


class PickQueue:
    """Orders that are held or cancelled while they queue drop out when their turn comes."""

    __slots__ = ("_heap",)

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Order]] = []

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, order: Order) -> None:
        heappush(self._heap, (order.released_at_ms, order.sequence, order))

    def take(self, released_until_ms: int) -> Order | None:
        """The next order released at or before that instant."""
        heap = self._heap
        while heap and heap[0][0] <= released_until_ms:
            order = heappop(heap)[2]
            if order.status == "released":
                return order
        return None
