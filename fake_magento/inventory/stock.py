"""Multi-source stock: source quantities, append-only reservations, and the salable quantity that follows from them.

salable(sku) = quantities of enabled sources whose item is in stock + sum of reservations. A sale reserves; a shipment
deducts at a source and releases the reservation. Source: Adobe Commerce developer docs, "Inventory management",
reservations; Magento source, module-inventory-reservations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fake_magento.errors import NotEnoughAtSource
from fake_magento.inventory.reservations import Reservations
from fake_magento.inventory.sources import WEBSITE, Places, StockRecord

Emit = Callable[[str, dict[str, str], dict[str, Any]], None]


@dataclass(slots=True)
class SourceItem:
    """The stock of one SKU at one source, in units."""

    sku: str
    source: str
    quantity: int = 0
    in_stock: bool = True


@dataclass(slots=True)
class Level:
    """The stock of one SKU, in units.

    `items` are its source items by source code, `total` is the sum of those that the website sells from, `reserved`
    the sum of its reservations (<= 0).
    """

    sku: str
    items: dict[str, SourceItem] = field(default_factory=dict)
    total: int = 0
    reserved: int = 0


class _Levels(dict[str, Level]):
    """Levels by SKU; `[]` makes an empty level for a SKU without one."""

    def __missing__(self, sku: str) -> Level:
        level = self[sku] = Level(sku)
        return level


class Stock:
    """Source items of all sources, and reservations, which count for one stock only: that of the order's website.

    With `by_schedule` a change at a source reaches the salable quantity only at the next run of the indexers.
    """

    def __init__(
        self,
        sources: tuple[str, ...],
        emit: Emit,
        by_schedule: bool = False,
        websites: tuple[str, ...] = (WEBSITE,),
    ) -> None:
        self.places = Places(sources, websites)
        self._elsewhere: dict[int, dict[str, int]] = {}
        """Reservations by SKU of stocks that the main website does not sell from, by stock id."""
        self._sold_from: dict[str, int] = {}
        """The stock of each order that was placed in one of these, by increment id."""
        self.sources = self.places.enabled_of(self.places.selling)
        """The sources that the website sells from, by priority."""
        self._selling = frozenset(self.sources)
        self.reservations = Reservations()
        self._by_schedule = by_schedule
        self.uncompensated: dict[str, list[tuple[str, int]]] = {}
        """Reservations of failed checkouts that are not released yet, by increment id: (SKU, units)."""
        self._indexed: dict[str, int] = {}
        self._emit = emit
        self._levels = _Levels()

    @property
    def default_source(self) -> str:
        """The source that goods leave and return to where no document names another."""
        return self.sources[0] if self.sources else self.places.default_code

    def level(self, sku: str) -> Level | None:
        """The stock of a SKU, None before its first."""
        return self._levels.get(sku)

    def salable(self, sku: str) -> int:
        """Units that can be ordered; negative when a source was lowered below the reservations."""
        level = self._levels.get(sku)
        if level is None:
            return 0
        if self._indexed:
            return self._indexed.get(sku, level.total) + level.reserved
        return level.total + level.reserved

    def salable_for(self, sku: str, website: str) -> int:
        """Units that a website can sell; negative when a source was lowered below the reservations."""
        stock = self.places.of_website(website)
        if stock is self.places.selling:
            return self.salable(sku)
        return self._quantity_in(sku, stock) + self._elsewhere.get(stock.stock_id, {}).get(sku, 0)

    def _quantity_in(self, sku: str, stock: StockRecord) -> int:
        level = self._levels.get(sku)
        codes = self.places.enabled_of(stock)
        held = [level.items[code] for code in codes if code in level.items] if level else []
        return sum(item.quantity for item in held if item.in_stock)

    def shown_salable(self, sku: str) -> int:
        """Units as Magento's API shows them: 0 while the stock index has nothing, whatever the reservations."""
        level = self._levels.get(sku)
        total = level.total if level else 0
        if self._indexed:
            total = self._indexed.get(sku, total)
        return total + level.reserved if level and total > 0 else 0

    def salable_in(self, sku: str, stock: StockRecord) -> int:
        """Units that a stock shows: 0 while its sources have nothing, whatever its reservations."""
        if stock is self.places.selling:
            return self.shown_salable(sku)
        total = self._quantity_in(sku, stock)
        return total + self._elsewhere.get(stock.stock_id, {}).get(sku, 0) if total > 0 else 0

    def rearrange(self, by: str) -> None:
        """Count again after sources or stocks have changed: other sources may be sold from."""
        before = self._selling
        self.sources = self.places.enabled_of(self.places.selling)
        self._selling = frozenset(self.sources)
        moved = before ^ self._selling
        changed = []
        for level in self._levels.values() if moved else ():
            touched = [item for item in level.items.values() if item.source in moved]
            if touched and self._by_schedule:
                self._indexed.setdefault(level.sku, level.total)
            if touched:
                level.total = sum(item.quantity for item in level.items.values() if self._counts(item))
                changed += touched
        self._changed(changed, "rearranged", by)

    def _counts(self, item: SourceItem) -> bool:
        return item.in_stock and item.source in self._selling

    def reindex(self) -> None:
        """Run the indexers: the salable quantity follows the sources again."""
        self._indexed.clear()

    def quantity(self, sku: str, source: str) -> int:
        """Units of a SKU at a source."""
        level = self._levels.get(sku)
        item = level.items.get(source) if level else None
        return item.quantity if item else 0

    def open(self, sku: str, source: str, quantity: int) -> None:
        """Set the opening stock of a SKU at a source."""
        self.put([(sku, source, quantity, quantity > 0)], "opening", "admin")

    def put(self, rows: Iterable[tuple[str, str, int, bool]], why: str, by: str) -> None:
        """Set source items: (SKU, source, absolute quantity, in stock). Raises ValueError for an unknown source."""
        changed = []
        for sku, source, quantity, in_stock in rows:
            if source not in self.places.sources:
                known = ", ".join(self.places.sources)
                raise ValueError(f"stock: unknown source {source!r}; the sources are {known}")
            level = self._levels[sku]
            if self._by_schedule:
                self._indexed.setdefault(sku, level.total)
            item = level.items.get(source)
            if item is None:
                item = level.items[source] = SourceItem(sku, source)
            elif self._counts(item):
                level.total -= item.quantity
            item.quantity = quantity
            item.in_stock = in_stock
            if self._counts(item):
                level.total += quantity
            changed.append(item)
        self._changed(changed, why, by)

    def move(self, changes: Iterable[tuple[str, str, int]], why: str, by: str) -> None:
        """Add units to sources, or take them off: (SKU, source, signed units). The in-stock flags stay."""
        changed = []
        for sku, source, units in changes:
            level = self._levels[sku]
            if self._by_schedule:
                self._indexed.setdefault(sku, level.total)
            item = level.items.get(source)
            if item is None:
                item = level.items[source] = SourceItem(sku, source)
                item.in_stock = True
            item.quantity += units
            if self._counts(item):
                level.total += units
            changed.append(item)
        self._changed(changed, why, by)

    def remove(self, rows: Iterable[tuple[str, str]], by: str) -> None:
        """Delete source items, (SKU, source); pairs without one are ignored."""
        gone = []
        for sku, source in rows:
            level = self._levels.get(sku)
            item = level.items.pop(source, None) if level else None
            if item is not None and level is not None:
                if self._by_schedule:
                    self._indexed.setdefault(sku, level.total)
                level.total -= item.quantity if self._counts(item) else 0
                item.quantity, item.in_stock = 0, False
                gone.append(item)
        self._changed(gone, "unassigned", by)

    def rename(self, sku: str, new: str, by: str) -> None:
        """Keep the source items and the reservations of a SKU under another one.

        Source items that the other SKU has from before are lost.
        """
        level, known = self._levels.pop(sku, None), self._levels.pop(new, None)
        if level is None:
            return
        was = [(item.source, item.quantity) for item in level.items.values()]
        for item in level.items.values():
            item.sku = new
        level.sku, level.reserved = new, level.reserved + (known.reserved if known else 0)
        self._levels[new] = level
        if sku in self._indexed:
            self._indexed[new] = self._indexed.pop(sku)
        self.reservations.rename(sku, new)
        for reserved in self._elsewhere.values():
            reserved[new] = reserved.pop(sku, 0) + reserved.get(new, 0)
        for rows in self.uncompensated.values():
            rows[:] = [(new if held == sku else held, units) for held, units in rows]
        if was:
            rows_of_old = [[sku, source, 0, False] for source, _ in was]
            self._emit("shop.stock.changed", {}, {"why": "renamed", "by": by, "rows": rows_of_old})
        self._changed(list(level.items.values()), "renamed", by)

    def forget(self, sku: str, by: str) -> None:
        """Delete the source items of a SKU; its reservations stay."""
        level = self._levels.get(sku)
        self.remove([(sku, source) for source in [*level.items]] if level else [], by)

    def place(self, quantities: Iterable[tuple[str, int]], increment_id: str, website: str) -> None:
        """Reserve what an order of a website wants, (SKU, units)."""
        stock = self.places.of_website(website)
        if stock is not self.places.selling:
            self._sold_from[increment_id] = stock.stock_id
        self.reserve([(sku, -units) for sku, units in quantities], "order_placed", increment_id)

    def reserve(self, quantities: Iterable[tuple[str, int]], event: str, increment_id: str) -> None:
        """Append reservations of an order, (SKU, units): negative for a sale, positive for a release.

        They count for the stock that the order was placed in.
        """
        reserved = list(quantities)
        stock_id = self._sold_from.get(increment_id) if self._sold_from else None
        elsewhere = None if stock_id is None else self._elsewhere.setdefault(stock_id, {})
        for sku, quantity in reserved:
            if elsewhere is None:
                self._levels[sku].reserved += quantity
            else:
                elsewhere[sku] = elsewhere.get(sku, 0) + quantity
        if reserved:
            self.reservations.add(reserved, event, increment_id)
            rows = [[sku, quantity] for sku, quantity in reserved]
            data: dict[str, Any] = {"event": event, "rows": rows}
            if stock_id is not None:
                data["stock"] = stock_id
            self._emit("shop.reservation.added", {"order": increment_id}, data)

    def compensate(self) -> None:
        """Release the reservations of failed checkouts."""
        for increment_id, rows in self.uncompensated.items():
            self.reserve(rows, "order_place_failed", increment_id)
        self.uncompensated.clear()

    def _changed(self, items: list[SourceItem], why: str, by: str) -> None:
        """Emit one fact for all source items of a change. Where the website does not sell, they are out of stock."""
        if items:
            rows = [[item.sku, item.source, item.quantity, self._counts(item)] for item in items]
            self._emit("shop.stock.changed", {}, {"why": why, "by": by, "rows": rows})

    def short(self, wanted: dict[str, int], source: str) -> NotEnoughAtSource | None:
        """The error of a source that holds fewer units than wanted, None when it holds enough."""
        for sku, quantity in wanted.items():
            held = self.quantity(sku, source)
            if held < quantity:
                return NotEnoughAtSource(sku, source, quantity, held)
        return None

    def items(self) -> Iterator[SourceItem]:
        """All source items, in the order in which their SKUs got stock."""
        for level in self._levels.values():
            yield from level.items.values()
