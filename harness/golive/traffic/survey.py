"""Statistics of an export, from one pass. Memory grows with orders, customers and articles, not with lines."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable

from golive.traffic.export import Line

_GUEST, _CANCELLED, _RETURNED, _KNOWN = 1, 2, 4, 8


class Survey:
    """Counts lines in the order of the file. The lines of an order may be apart."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._placed = array("q")
        self._lines = array("i")
        self._marks = bytearray()
        self._customers: dict[str, None] = {}
        self._current, self._seen = -1, dict[str, None]()
        self.sold: Counter[str] = Counter()
        """Lines by SKU; an article twice in an order counts once, where its lines stand together."""
        self.units: Counter[int] = Counter()
        self.prices: dict[str, int] = {}
        self.ignored = 0
        """Lines without a quantity."""

    def take(self, lines: Iterable[Line]) -> None:
        """Count lines."""
        for line in lines:
            self._see(line)

    def _see(self, line: Line) -> None:
        place = self._place.get(line.order)
        if place is None:
            place = self._open(line)
        if line.is_cancelled:
            self._marks[place] |= _CANCELLED
        if line.is_returned:
            self._marks[place] |= _RETURNED
        if line.quantity <= 0:
            self.ignored += line.quantity == 0
            return
        if place != self._current:
            self._current = place
            self._seen.clear()
        if line.sku in self._seen:
            return
        self._seen[line.sku] = None
        self._lines[place] += 1
        self.sold[line.sku] += 1
        self.units[max(1, round(line.quantity))] += 1
        if line.price_cents:
            self.prices[line.sku] = line.price_cents

    def _open(self, line: Line) -> int:
        place = self._place[line.order] = len(self._placed)
        self._placed.append(line.placed_ms)
        self._lines.append(0)
        mark = 0
        if not line.customer:
            mark = _GUEST
        elif line.customer in self._customers:
            mark = _KNOWN
        else:
            self._customers[line.customer] = None
        self._marks.append(mark)
        return place

    @property
    def orders(self) -> int:
        """The number of orders."""
        return len(self._placed)

    @property
    def placed(self) -> list[int]:
        """When each order was placed, in ms on the merchant's clock, in order."""
        return sorted(self._placed)

    @property
    def sizes(self) -> Counter[int]:
        """Orders by their number of different articles."""
        return Counter(lines for lines in self._lines if lines)

    @property
    def guests(self) -> float:
        """The share of orders without a customer."""
        return self._share(_GUEST)

    @property
    def returning(self) -> float:
        """Of the orders with an account, the share whose customer has an earlier order in the export."""
        named = self.orders - sum(1 for mark in self._marks if mark & _GUEST)
        return sum(1 for mark in self._marks if mark & _KNOWN) / named if named else 0.0

    @property
    def cancelled(self) -> float:
        """The share of orders that were cancelled."""
        return self._share(_CANCELLED)

    @property
    def returned(self) -> float:
        """The share of orders with returns."""
        return self._share(_RETURNED)

    def _share(self, flag: int) -> float:
        return sum(1 for mark in self._marks if mark & flag) / self.orders if self.orders else 0.0
