"""Multi-source stock: source quantities, append-only reservations and the salable quantity they leave.

salable(sku) = quantities of enabled sources whose item is in stock + sum of reservations. Selling reserves,
shipping
deducts at a source and lifts the reservation (Magento inventory, reservation semantics).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fake_magento.errors import NotEnoughAtSource

Emit = Callable[[str, dict[str, str], dict[str, Any]], None]
Reservation = tuple[int, str, int, str, str]
"""(reservation_id, sku, signed quantity, event_type, order increment_id)"""

STOCK_ID = 1


@dataclass(slots=True)
class SourceItem:
    sku: str
    source: str
    quantity: int = 0
    in_stock: bool = True


@dataclass(slots=True)
class Level:
    """The stock of one SKU: its source items by source code, their salable sum, and what is reserved (<=
    0)."""

    sku: str
    items: dict[str, SourceItem] = field(default_factory=dict)
    total: int = 0
    reserved: int = 0


class Stock:
    """Stock 1 over the configured sources."""

    def __init__(self, sources: tuple[str, ...], emit: Emit) -> None:
        if not sources:
            raise ValueError("stock: expected at least one source code in ShopConfig.sources, came none")
        self.sources = sources
        self.reservations: list[Reservation] = []
        self._emit = emit
        self._levels: dict[str, Level] = {}
        self._next_reservation = 1

    @property
    def default_source(self) -> str:
        return self.sources[0]

    def level(self, sku: str) -> Level | None:
        return self._levels.get(sku)

    def salable(self, sku: str) -> int:
        """Units a shopper can still order; negative when a source was lowered below what is reserved."""
        level = self._levels.get(sku)
        return level.total + level.reserved if level else 0

    def shown_salable(self, sku: str) -> int:
        """The figure Magento's API gives: 0 while the stock index has nothing, whatever is reserved."""
        level = self._levels.get(sku)
        return level.total + level.reserved if level and level.total > 0 else 0

    def quantity(self, sku: str, source: str) -> int:
        level = self._levels.get(sku)
        item = level.items.get(source) if level else None
        return item.quantity if item else 0

    def open(self, sku: str, source: str, quantity: int) -> None:
        """First stock of a SKU at a source, before the shop opens."""
        self.put(sku, source, quantity, quantity > 0, "opening", "admin")

    def put(self, sku: str, source: str, quantity: int, in_stock: bool, why: str, by: str) -> None:
        """Set the absolute quantity of a source item (created when it is new)."""
        if source not in self.sources:
            raise ValueError(f"stock: unknown source {source!r}; the sources are {', '.join(self.sources)}")
        level = self._levels.get(sku)
        if level is None:
            level = self._levels[sku] = Level(sku)
        item = level.items.get(source)
        if item is None:
            item = level.items[source] = SourceItem(sku, source)
        elif item.in_stock:
            level.total -= item.quantity
        item.quantity = quantity
        item.in_stock = in_stock
        if in_stock:
            level.total += quantity
        self._emit(
            "shop.stock.changed",
            {"sku": sku, "source": source},
            {"quantity": quantity, "in_stock": in_stock, "why": why, "by": by},
        )

    def reserve(self, sku: str, quantity: int, event: str, increment_id: str) -> None:
        """Append a reservation: negative when sold, positive when lifted."""
        level = self._levels.get(sku)
        if level is None:
            level = self._levels[sku] = Level(sku)
        level.reserved += quantity
        self.reservations.append((self._next_reservation, sku, quantity, event, increment_id))
        self._next_reservation += 1
        self._emit(
            "shop.reservation.added",
            {"sku": sku, "order": increment_id},
            {"quantity": quantity, "event": event},
        )

    def short(self, wanted: dict[str, int], source: str) -> NotEnoughAtSource | None:
        """Why the source cannot give these quantities, or None when it can."""
        for sku, quantity in wanted.items():
            held = self.quantity(sku, source)
            if held < quantity:
                return NotEnoughAtSource(sku, source, quantity, held)
        return None

    def move(self, sku: str, source: str, change: int, why: str, by: str) -> None:
        """Add to (or take from) a source; the item's in-stock flag stays as it is."""
        level = self._levels.get(sku)
        item = level.items.get(source) if level else None
        if level is None or item is None:
            self.put(sku, source, change, True, why, by)
            return
        item.quantity += change
        if item.in_stock:
            level.total += change
        self._emit(
            "shop.stock.changed",
            {"sku": sku, "source": source},
            {"quantity": item.quantity, "in_stock": item.in_stock, "why": why, "by": by},
        )

    def items(self) -> Iterator[SourceItem]:
        """All source items, in the order their SKUs got stock."""
        for level in self._levels.values():
            yield from level.items.values()

    def clean_up(self) -> int:
        """Drop the reservations of every order whose sum is zero, as the nightly cron does; returns how
        many."""
        sums: dict[tuple[str, str], int] = {}
        for _, sku, quantity, _, order in self.reservations:
            sums[order, sku] = sums.get((order, sku), 0) + quantity
        kept = [row for row in self.reservations if sums[row[4], row[1]]]
        dropped = len(self.reservations) - len(kept)
        self.reservations = kept
        return dropped
