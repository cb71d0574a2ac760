"""The rows of `inventory_reservation`: signed units of a SKU that an order holds or gives back."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

Reservation = tuple[int, str, int, str, str]
"""(reservation_id, sku, signed quantity, event_type, order increment_id)"""


class Reservations:
    """The rows in the order of their ids. They are held in columns, because there are several for each order."""

    def __init__(self) -> None:
        self._next_id = 1
        self._ids = array("Q")
        self._skus: list[str] = []
        self._units: list[int] = []
        self._events: list[str] = []
        self._orders: list[str] = []

    def add(self, goods: Sequence[tuple[str, int]], event: str, order: str) -> None:
        """Add rows of an order: (SKU, signed units) each."""
        self._ids.extend(range(self._next_id, self._next_id + len(goods)))
        self._next_id += len(goods)
        for sku, units in goods:
            self._skus.append(sku)
            self._units.append(units)
        self._events += [event] * len(goods)
        self._orders += [order] * len(goods)

    def __iter__(self) -> Iterator[Reservation]:
        return zip(self._ids, self._skus, self._units, self._events, self._orders, strict=True)

    def rename(self, sku: str, new: str) -> None:
        """Keep the rows of a SKU under another one."""
        self._skus = [new if held == sku else held for held in self._skus]

    def clean_up(self) -> int:
        """Delete the rows of every order and SKU whose sum is zero. Gives the number of deleted rows."""
        sums: Counter[tuple[str, str]] = Counter()
        for _, sku, units, _, order in self:
            sums[order, sku] += units
        rows = [row for row in self if sums[row[4], row[1]]]
        dropped = len(self._ids) - len(rows)
        if dropped:
            self._ids = array("Q", [row[0] for row in rows])
            self._skus, self._units = [row[1] for row in rows], [row[2] for row in rows]
            self._events, self._orders = [row[3] for row in rows], [row[4] for row in rows]
        return dropped
