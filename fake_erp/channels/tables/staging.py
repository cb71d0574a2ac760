"""The ERP's side of the staging tables, worked off on its own interval."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from fake_erp.channels.config import Channels
from fake_erp.channels.rows import Outcome, Rows, Turn
from fake_erp.channels.tables.schema import SCHEMA, document
from fake_erp.model import Now
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.inventory.deliveries import Shipping
    from fake_erp.inventory.stock import Stock
    from fake_erp.sales.orders import Orders

SENDER = "tables"
"""The client as which rows come in, for rights."""
_CHUNK = 500


class Staging:
    """Reads `orders_in` in the order of `id` and writes states back; without a database it does nothing.

    Every order has a transaction of its own. A database that is locked by another writer is tried again at the next
    run. An order whose lines are not there yet is read as it stands.
    """

    def __init__(
        self, now: Now, config: Channels, rows: Rows, stock: Stock, orders: Orders, shipping: Shipping
    ) -> None:
        self._now = now
        self._config = config
        self._rows = rows
        self._stock = stock
        self._orders = orders
        self._shipping = shipping
        self._database: sqlite3.Connection | None = None
        self._turn = Turn()
        self._at: tuple[int, dict[str, Any]] | None = None
        self._unwritten: dict[int, Outcome] = {}
        self._cursors = {"orders": 0, "shipments": 0}

    def __getstate__(self) -> dict[str, Any]:
        """Without the database, which is outside the ERP."""
        return {**self.__dict__, "_database": None}

    def connect(self, path: str) -> None:
        """Make the tables in an SQLite file, and work with them from now on. Raises sqlite3.Error."""
        self._database = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        self._database.row_factory = sqlite3.Row
        self._database.executescript(SCHEMA)

    @property
    def resume_ms(self) -> int | None:
        """When the order is done for which the others wait; None while there is no such order."""
        return self._turn.until_ms if self._turn.waits(self._now()) else None

    def work(self) -> int:
        """Process the waiting orders, then write what has changed; the number of orders that were processed."""
        if self._database is None or self._turn.waits(self._now()):
            return 0
        worked = 0
        try:
            self._write_back(self._database)
            while (taken := self._at or self._take(self._database)) is not None:
                self._at = taken
                outcome = self._rows.step("order.create", taken[1], f"table:{taken[0]}", SENDER, self._turn)
                if outcome is None:
                    return worked
                self._at = None
                worked += 1
                if outcome.is_told:
                    self._unwritten[taken[0]] = outcome
                    self._write_back(self._database)
            self._write_out(self._database)
        except (
            sqlite3.Error
        ):  # locked by another writer, or changed beyond recognition: the next run tries again
            if self._database.in_transaction:
                self._database.rollback()
        return worked

    def _take(self, database: sqlite3.Connection) -> tuple[int, dict[str, Any]] | None:
        """The oldest new order, which is `processing` from now on."""
        if database.execute("select 1 from orders_in where state = 'new' limit 1").fetchone() is None:
            return None
        database.execute("begin immediate")
        order = database.execute("select * from orders_in where state = 'new' order by id limit 1").fetchone()
        if order is None:
            database.rollback()
            return None
        lines = database.execute(
            "select * from order_lines_in where order_id = ? order by id", (order["id"],)
        ).fetchall()
        database.execute(
            "update orders_in set state = 'processing', changed_at = ? where id = ?",
            (self._time(), order["id"]),
        )
        database.commit()
        return order["id"], document(order, lines)

    def _write_back(self, database: sqlite3.Connection) -> None:
        """Outcomes that could not be written because of a lock are written at the next run."""
        for at, outcome in list(self._unwritten.items()):
            state = "error" if outcome.code else "done"
            given = (state, outcome.number, outcome.code, outcome.message, outcome.field, self._time(), at)
            database.execute(
                "update orders_in set state = ?, number = ?, code = ?, message = ?, field = ?, changed_at = ? "
                "where id = ?",
                given,
            )
            del self._unwritten[at]

    def _write_out(self, database: sqlite3.Connection) -> None:
        """Stock as a whole; shipments and states of orders that changed. One transaction."""
        now, cursors = self._time(), dict(self._cursors)
        database.execute("begin immediate")
        database.executemany(
            "insert or replace into stock_out values (?, ?, ?, ?, ?, ?)",
            [
                (row.item, row.warehouse, row.on_hand, row.allocated, row.available, now)
                for row in self._stock.rows()
                if row.change
            ],
        )
        more = True
        while more:
            parcels, cursors["shipments"], more = self._shipping.feed.page(cursors["shipments"], _CHUNK)
            database.executemany(
                "insert or replace into shipments_out values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (each.number, line, each.order.external_reference, each.warehouse, sku, units, each.tracking,
                     instant_text(each.posted_at_ms))
                    for each in parcels
                    for line, sku, units in each.lines
                ],
            )  # fmt: skip
        more = True
        while more:
            orders, cursors["orders"], more = self._orders.feed.page(cursors["orders"], _CHUNK)
            database.executemany(
                "insert or replace into order_status_out values (?, ?, ?, ?)",
                [(each.number, each.external_reference, each.status, now) for each in orders],
            )
        database.commit()
        self._cursors = cursors

    def _time(self) -> str:
        return instant_text(self._now())
