"""Stock per item and warehouse: what is there, who it is promised to, and who waits for more.

`on_hand` is physical. An allocation promises units on hand to an order line, under the channel of its order.
Unless the safety stock is withheld (`promise_safety`), orders may be allocated from all that is on
hand, and the safety stock is only held back from `available`. A line that finds too little takes what there is
and waits for the rest, first come first served: so while anybody waits for a row, nothing of that row is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias

from fake_erp.channels.feed import Feed
from fake_erp.errors import NotFound, RuleRefused, See
from fake_erp.inventory.warehouses import Warehouses
from fake_erp.model import TILL_CHANNEL, Emit, Line, Now, Order, StockRow

_KIND_OF = {"opening": "opening", "return": "returns"}
"""From why units come in to the kind of goods movement, where that is not a receipt."""


class Promises(Protocol):
    """The orders that stock is promised to."""

    def allocated_late(self, order: Order) -> None:
        """A line that had waited gets units."""

    def promised(self, row: StockRow) -> Iterable[tuple[Order, Line]]:
        """The lines that have units of a row, the last to be served first."""

    def touch(self, order: Order) -> None:
        """An order lost units."""


OnMoved: TypeAlias = Callable[[StockRow, int, str], None]
"""Called for goods movements: row, units (negative ones left), kind as in `MOVEMENTS`. Not for shipments, which are
valued with their delivery."""


class Stock:
    """The stock of an installation. Emits `erp.stock.changed` after every act that changes rows.

    A changed row is
    [item, warehouse, on hand, allocated to orders from outside, allocated to the tills, safety stock].
    """

    def __init__(
        self,
        now: Now,
        emit: Emit,
        warehouses: Warehouses,
        promises: Promises,
        feed: Feed[StockRow],
        on_moved: OnMoved | None = None,
        promise_safety: bool = True,
        negative_stock: bool = False,
        scales: Mapping[str, int] | None = None,
    ) -> None:
        self._now = now
        self._emit = emit
        self.places = warehouses
        self._promise_safety = promise_safety
        self._negative_stock = negative_stock
        self.frozen = warehouses.frozen
        """Warehouse -> why no goods move there."""
        self._scales = {} if scales is None else scales
        """The scale of the items with decimal quantities, by SKU."""
        self._rows: dict[str, dict[str, StockRow]] = {}
        self._promises = promises
        self._on_moved = on_moved
        self.feed = feed

    @property
    def warehouses(self) -> tuple[str, ...]:
        """The codes of all warehouses, in the order in which they were opened."""
        return self.places.names

    # -- goods movements -----------------------------------------------------------------------------------

    def open(self, sku: str, warehouse: str, quantity: int, safety: int = 0) -> StockRow:
        """Opening stock of an item. Raises ValueError for an unknown warehouse or a second opening."""
        row = self.row(sku, warehouse)
        if row.on_hand or row.safety:
            raise ValueError(f"stock of {sku!r} in {warehouse!r} is open already; receive() adds to it")
        row.safety = safety
        if not self._promise_safety:
            row.withheld = safety
        self._add(row, quantity, "opening")
        return row

    def receive(self, sku: str, warehouse: str, quantity: int, why: str = "receipt") -> StockRow:
        """Add units that arrive; lines that wait for them are served at once.

        `why` is `return` for goods that come back. At a frozen warehouse the units wait until it thaws.

        Raises ValueError for a negative quantity.
        """
        if quantity < 0:
            raise ValueError(f"a receipt has at least 0 units, got {quantity}")
        row = self.row(sku, warehouse)
        if warehouse in self.frozen:
            self.places.arrivals.setdefault(warehouse, []).append((sku, quantity, why))
        else:
            self._add(row, quantity, why)
        return row

    def top_up(self, below: int, to: int) -> None:
        """Receive goods for every row with less than `below` free units, up to `to` of them.

        Units that lines wait for come on top. Nothing is delivered to frozen warehouses.
        """
        for row in self.rows():
            free = row.on_hand - row.allocated - _waited_for(row)
            if row.change and free < min(below, to) * row.scale and row.warehouse not in self.frozen:
                self._add(row, to * row.scale - free, "receipt")

    def transfer(self, sku: str, from_warehouse: str, to_warehouse: str, quantity: int) -> None:
        """Bring units from one warehouse to another, at once. Promised units stay where they are.

        Raises RuleRefused when a warehouse is frozen or too little is free, ValueError for nonsense.
        """
        if quantity < 1 or from_warehouse == to_warehouse:
            raise ValueError(f"a transfer moves at least 1 unit to another warehouse, got {quantity}")
        source, target = self.row(sku, from_warehouse), self.row(sku, to_warehouse)
        for warehouse in (from_warehouse, to_warehouse):
            self.places.require_moving(warehouse)
        free = source.on_hand - source.allocated
        if quantity > free:
            raise RuleRefused(
                "free_stock",
                "not_enough_stock",
                f"{max(0, free)} units of {sku} are free in {from_warehouse}; transfer no more than that",
                "quantity",
                {"item": sku, "warehouse": from_warehouse, "free": free},
            )
        self._move(source, -quantity, "transfers")
        self._move(target, quantity, "transfers")
        self._serve_waiting(target)
        self._changed([source, target], "transfer")

    def count(self, sku: str, warehouse: str, counted: int, why: str = "count") -> int:
        """Set the stock to what was counted, and return the difference in units.

        Allowed while the warehouse is frozen. Allocations that can no longer be kept are taken back, the latest first.
        Raises ValueError for a negative count.
        """
        if counted < 0:
            raise ValueError(f"a count cannot be {counted} units; correct() may take stock below zero")
        row = self.row(sku, warehouse)
        return self._set(row, counted - row.on_hand, why)

    def correct(self, sku: str, warehouse: str, delta: int, why: str = "correction") -> int:
        """Write units on or off, and return the units now on hand.

        Raises RuleRefused below zero, unless negative stock is allowed.
        """
        row = self.row(sku, warehouse)
        if row.on_hand + delta < min(0, row.on_hand) and not self._negative_stock:
            raise RuleRefused(
                "negative_stock",
                "negative_stock",
                f"{row.on_hand} units of {sku} are in {warehouse}; no more than these can be written off",
                "quantity",
                {"item": sku, "warehouse": warehouse, "on_hand": row.on_hand},
            )
        self._set(row, delta, why)
        return row.on_hand

    def freeze(self, warehouse: str, why: str = "stock-taking") -> None:
        """Stop goods movements of a warehouse; its stock may still be promised."""
        self.places.freeze(warehouse, why)

    def thaw(self, warehouse: str) -> None:
        """Let goods move again, and take in what arrived meanwhile."""
        for sku, quantity, why in self.places.thaw(warehouse):
            self._add(self.row(sku, warehouse), quantity, why)

    def ship(self, order: Order, parts: Iterable[tuple[Line, int]]) -> None:
        """Allocated units of lines leave the building: on hand and allocation go down together."""
        rows = []
        for line, quantity in parts:
            row = line.row
            rows.append(row)
            row.on_hand -= quantity
            row.moved["shipments"] -= quantity
            self._take_back(row, order, line, quantity)
            line.shipped += quantity
        self._changed(rows, "shipped")

    # -- rows ----------------------------------------------------------------------------------------------

    def row(self, sku: str, warehouse: str) -> StockRow:
        """The row, made empty when the item has never been in that warehouse."""
        of_item = self._rows.get(sku)
        if of_item is None:
            of_item = self._rows[sku] = {}
        row = of_item.get(warehouse)
        if row is None:
            self.places.known(warehouse)
            row = of_item[warehouse] = StockRow(sku, warehouse, scale=self._scales.get(sku, 1))
        return row

    def rename(self, sku: str, new_sku: str) -> None:
        """An item has another SKU: its stock is kept under that one. Of the old one nothing is there any more."""
        rows = self._rows.pop(sku, None)
        if rows is None:
            return
        self._rows[new_sku] = rows
        self._emit(
            "erp.stock.changed", {}, {"why": "renamed", "rows": [[sku, name, 0, 0, 0, 0] for name in rows]}
        )
        for row in rows.values():
            row.item = new_sku
        for arrivals in self.places.arrivals.values():
            arrivals[:] = [(new_sku if old == sku else old, units, why) for old, units, why in arrivals]
        self._changed(list(rows.values()), "renamed")

    def rows(self) -> Iterator[StockRow]:
        """Every row, by item."""
        for of_item in self._rows.values():
            yield from of_item.values()

    def rows_of(self, sku: str) -> list[StockRow]:
        """The rows of an item, in the order of its first appearance per warehouse. Raises NotFound."""
        of_item = self._rows.get(sku)
        if of_item is None:
            raise NotFound(
                (f"no stock is kept of item {sku[:64]!r}; ", See("stock.list"), " lists all"), "sku"
            )
        return list(of_item.values())

    def best_row(self, sku: str, quantity: int, country: str = "") -> StockRow:
        """Where to serve a line from, by the allocation policy; where no warehouse has enough, the fullest."""
        best: StockRow | None = None
        best_free = 0
        first = self.places.policy != "most"
        of_item = self._rows.get(sku) or {}
        for warehouse in self.places.tried_for(country):
            row = of_item.get(warehouse) or self.row(sku, warehouse)
            free = row.on_hand - row.allocated - row.withheld
            if first and free >= quantity:
                return row
            if best is None or free > best_free:
                best, best_free = row, free
        assert best is not None, "an ERP has at least one warehouse"
        return best

    # -- promises ------------------------------------------------------------------------------------------

    def allocate(self, order: Order, lines: list[Line] | None = None) -> None:
        """Promise stock to every line of an order, or to some that do not wait yet; what is short waits."""
        changed = []
        for line in order.lines if lines is None else lines:
            row = line.row
            wanted = line.quantity - line.allocated - line.shipped - line.cancelled
            take = min(row.on_hand - row.allocated - row.withheld, wanted)
            if take > 0:
                self._promise(row, order, line, take)
                changed.append(row)
            if take < wanted and wanted:
                row.waiting.append((order, line))
        self._changed(changed, "allocated")

    def short(self, order: Order) -> int | None:
        """The position of the first line that could not be promised in full now, or None."""
        wanted: dict[int, int] = {}
        for at, line in enumerate(order.lines):
            row = line.row
            units = wanted[id(row)] = wanted.get(id(row), 0) + line.waits_for
            if units > max(0, row.free):
                return at
        return None

    def deallocate(self, order: Order, lines: list[Line] | None = None) -> None:
        """Give up everything promised to an order or to some lines of it, and let others have it.

        The lines must not want it any more: their units are cancelled, or the order's state has left those
        that wait.
        """
        changed = []
        for line in order.lines if lines is None else lines:
            if line.allocated:
                row = line.row
                self._take_back(row, order, line, line.allocated)
                self._serve_waiting(row)
                changed.append(row)
        self._changed(changed, "deallocated")

    def give_back(self, order: Order, line: Line, units: int) -> None:
        """Take some promised units off a line that is about to want fewer, or others, and off its queue."""
        row = line.row
        self.stop_waiting(line)
        if units:
            self._take_back(row, order, line, units)
            self._serve_waiting(row)
            self._changed([row], "deallocated")

    def stop_waiting(self, line: Line) -> None:
        """Take a line out of the queue of its row."""
        waiting = line.row.waiting
        kept = [entry for entry in waiting if entry[1] is not line]
        if len(kept) < len(waiting):
            waiting.clear()
            waiting.extend(kept)

    def _break_promises(self, row: StockRow, units: int) -> None:
        """So many promised units are not there. The youngest orders lose theirs first, and wait again."""
        for order, line in self._promises.promised(row):
            broken = min(units, line.allocated)
            self._break_promise(order, line, broken)
            self._promises.touch(order)
            units -= broken
            if not units:
                return
        raise AssertionError(f"{units} units of {row.item} in {row.warehouse} are not allocated to an order")

    def _break_promise(self, order: Order, line: Line, units: int) -> None:
        """The units are not there after all: the line waits for them, before everything that came later."""
        row = line.row
        was_waiting = line.waits_for > 0
        self._take_back(row, order, line, units)
        order.missing += units
        if not was_waiting:
            row.waiting.appendleft((order, line))

    def _promise(self, row: StockRow, order: Order, line: Line, quantity: int) -> None:
        channel = order.channel
        row.allocated += quantity
        row.by_channel[channel] = row.by_channel.get(channel, 0) + quantity
        line.allocated += quantity
        order.missing -= quantity

    @staticmethod
    def _take_back(row: StockRow, order: Order, line: Line, quantity: int) -> None:
        line.allocated -= quantity
        row.allocated -= quantity
        left = row.by_channel[order.channel] - quantity
        if left:
            row.by_channel[order.channel] = left
        else:
            del row.by_channel[order.channel]

    def _serve_waiting(self, row: StockRow) -> None:
        waiting = row.waiting
        while waiting and row.on_hand - row.withheld > row.allocated:
            order, line = waiting[0]
            if order.status == "cancelled":
                waiting.popleft()
                continue
            wanted = line.waits_for
            take = min(row.on_hand - row.allocated - row.withheld, wanted)
            self._promise(row, order, line, take)
            if take == wanted:
                waiting.popleft()
            self._promises.allocated_late(order)

    # -- the books -----------------------------------------------------------------------------------------

    def _add(self, row: StockRow, quantity: int, why: str) -> None:
        self._move(row, quantity, _KIND_OF.get(why, "receipts"))
        self._serve_waiting(row)
        self._changed([row], why)

    def _set(self, row: StockRow, delta: int, why: str) -> int:
        if delta == 0 and row.change:
            return 0
        self._move(row, delta, "counts")
        short = row.allocated - max(0, row.on_hand)
        if short > 0:
            self._break_promises(row, short)
        self._serve_waiting(row)
        self._changed([row], why)
        return delta

    def _move(self, row: StockRow, quantity: int, kind: str) -> None:
        row.on_hand += quantity
        row.moved[kind] += quantity
        if self._on_moved is not None:
            self._on_moved(row, quantity, kind)

    def _changed(self, rows: list[StockRow], why: str) -> None:
        """One fact for all rows that one act has changed."""
        if not rows:
            return
        now, touch, changed = self._now(), self.feed.touch, []
        for row in rows:
            row.changed_at_ms = now
            touch(row)
            others = row.by_channel.get(TILL_CHANNEL, 0)
            changed.append([row.item, row.warehouse, row.on_hand, row.allocated - others, others, row.safety])
        self._emit("erp.stock.changed", {}, {"why": why, "rows": changed})


def _waited_for(row: StockRow) -> int:
    return sum(line.waits_for for order, line in row.waiting if order.status != "cancelled")
