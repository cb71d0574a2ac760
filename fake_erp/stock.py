"""Stock per item and warehouse: what is there, who it is promised to, and who waits for more.

`on_hand` is physical. An allocation promises units on hand to an order line, under the channel of its order.
Orders may be allocated from all that is on hand; the safety stock is only held back from `available`.
A line that finds too little takes what there is and waits for the rest, first come first served: so while
anybody waits for a row, nothing of that row is free.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fake_erp.errors import NotFound
from fake_erp.feed import Feed
from fake_erp.model import TILL_CHANNEL, Emit, Line, Now, Order, StockRow


class Stock:
    """Emits `erp.stock.changed` after every act that changes rows; each is told as
    [item, warehouse, on hand, allocated to orders from outside, allocated to the tills, safety stock]."""

    def __init__(self, now: Now, emit: Emit, warehouses: Sequence[str]) -> None:
        self._now = now
        self._emit = emit
        self.warehouses = tuple(warehouses)
        self._rows: dict[str, dict[str, StockRow]] = {}
        self.feed: Feed[StockRow] = Feed()
        self.on_late_allocation: Callable[[Order], None] = lambda order: None
        """Called when a line that had waited gets units."""

    def open(self, sku: str, warehouse: str, quantity: int, safety: int = 0) -> StockRow:
        """Opening stock of an item. Raises ValueError for an unknown warehouse or a second opening."""
        row = self.row(sku, warehouse)
        if row.on_hand or row.safety:
            raise ValueError(f"stock of {sku!r} in {warehouse!r} is open already; receive() adds to it")
        row.safety = safety
        self._add(row, quantity, "opening")
        return row

    def receive(self, sku: str, warehouse: str, quantity: int, why: str = "receipt") -> StockRow:
        """More units arrive; lines that wait for them are served at once."""
        if quantity < 0:
            raise ValueError(f"a receipt has at least 0 units, got {quantity}")
        row = self.row(sku, warehouse)
        self._add(row, quantity, why)
        return row

    def top_up(self, below: int, to: int) -> None:
        """Receive goods for every row with less than `below` free units, up to `to` of them.

        Units that lines wait for come on top.
        """
        for of_item in self._rows.values():
            for row in of_item.values():
                free = row.on_hand - row.allocated - _waited_for(row)
                if row.change and free < min(below, to):
                    self._add(row, to - free, "receipt")

    def row(self, sku: str, warehouse: str) -> StockRow:
        """The row, made empty when the item has never been in that warehouse."""
        of_item = self._rows.get(sku)
        if of_item is None:
            of_item = self._rows[sku] = {}
        row = of_item.get(warehouse)
        if row is None:
            if warehouse not in self.warehouses:
                known = ", ".join(self.warehouses)
                raise ValueError(f"there is no warehouse {warehouse!r}; the warehouses are {known}")
            row = of_item[warehouse] = StockRow(sku, warehouse)
        return row

    def rows_of(self, sku: str) -> list[StockRow]:
        """The rows of an item, in the order of its first appearance per warehouse. Raises NotFound."""
        of_item = self._rows.get(sku)
        if of_item is None:
            raise NotFound(f"no stock is kept of item {sku[:64]!r}; GET /api/v1/stock lists all", "sku")
        return list(of_item.values())

    def best_row(self, sku: str, quantity: int) -> StockRow:
        """Where to serve a line from: the first warehouse with enough, else the one with most."""
        best: StockRow | None = None
        for warehouse in self.warehouses:
            row = self.row(sku, warehouse)
            free = row.on_hand - row.allocated
            if free >= quantity:
                return row
            if best is None or free > best.on_hand - best.allocated:
                best = row
        assert best is not None, "an ERP has at least one warehouse"
        return best

    def allocate(self, order: Order) -> None:
        """Promise stock to every line of an order; what is short waits."""
        changed = []
        for line in order.lines:
            row = line.row
            take = min(row.on_hand - row.allocated, line.quantity - line.allocated)
            if take > 0:
                self._promise(row, order, line, take)
                changed.append(row)
            if line.allocated < line.quantity:
                row.waiting.append((order, line))
        self._changed(changed, "allocated")

    def deallocate(self, order: Order) -> None:
        """Give up everything promised to an order whose state has already left the ones that wait."""
        changed = []
        for line in order.lines:
            if line.allocated:
                row = line.row
                self._take_back(row, order, line)
                self._serve_waiting(row)
                changed.append(row)
        self._changed(changed, "deallocated")

    def ship(self, order: Order) -> None:
        """The allocated units leave the building: on hand and allocation go down together."""
        for line in order.lines:
            row = line.row
            quantity = line.allocated
            row.on_hand -= quantity
            self._take_back(row, order, line)
            line.shipped += quantity
        self._changed([line.row for line in order.lines], "shipped")

    def _add(self, row: StockRow, quantity: int, why: str) -> None:
        row.on_hand += quantity
        self._serve_waiting(row)
        self._changed([row], why)

    def _serve_waiting(self, row: StockRow) -> None:
        waiting = row.waiting
        while waiting and row.on_hand > row.allocated:
            order, line = waiting[0]
            if order.status == "cancelled":
                waiting.popleft()
                continue
            wanted = line.quantity - line.allocated
            take = min(row.on_hand - row.allocated, wanted)
            self._promise(row, order, line, take)
            if take == wanted:
                waiting.popleft()
            self.on_late_allocation(order)

    @staticmethod
    def _promise(row: StockRow, order: Order, line: Line, quantity: int) -> None:
        channel = order.channel
        row.allocated += quantity
        row.by_channel[channel] = row.by_channel.get(channel, 0) + quantity
        line.allocated += quantity
        order.missing -= quantity

    @staticmethod
    def _take_back(row: StockRow, order: Order, line: Line) -> None:
        quantity, line.allocated = line.allocated, 0
        row.allocated -= quantity
        left = row.by_channel[order.channel] - quantity
        if left:
            row.by_channel[order.channel] = left
        else:
            del row.by_channel[order.channel]

    def _changed(self, rows: list[StockRow], why: str) -> None:
        """One fact for all rows that one act has changed."""
        if not rows:
            return
        now, touch, told = self._now(), self.feed.touch, []
        for row in rows:
            row.changed_at_ms = now
            touch(row)
            others = row.by_channel.get(TILL_CHANNEL, 0)
            told.append([row.item, row.warehouse, row.on_hand, row.allocated - others, others, row.safety])
        self._emit("erp.stock.changed", {}, {"why": why, "rows": told})


def _waited_for(row: StockRow) -> int:
    return sum(line.quantity - line.allocated for order, line in row.waiting if order.status != "cancelled")
