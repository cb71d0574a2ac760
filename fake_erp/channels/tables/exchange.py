"""The exchange with a database: rows in, their states back, records out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Table

from fake_erp.channels.rows import Rows
from fake_erp.channels.tables.database import Busy, Database
from fake_erp.channels.tables.feeds import Feeds
from fake_erp.channels.tables.incoming import customer_body, order_body
from fake_erp.channels.tables.outgoing import outlets
from fake_erp.channels.tables.schema import CUSTOMERS_IN, LINES_IN, ORDERS_IN
from fake_erp.channels.tables.staging import Progress, Taken
from fake_erp.model import Now
from fake_erp.times import instant_text

SENDER = "tables"
"""The client as which rows come in, for rights."""
_CHUNK = 500


class Inlet(NamedTuple):
    """A table that comes in: the operation of its rows, how facts name a row, and its body."""

    table: Table
    operation: str
    by: str
    body: Callable[[Database, dict[str, Any]], dict[str, Any]]


def _order(database: Database, row: dict[str, Any]) -> dict[str, Any]:
    return order_body(row, database.rows(LINES_IN, LINES_IN.c.order_id == row["id"]))


INLETS = {
    "customers_in": Inlet(
        CUSTOMERS_IN, "customer.create", "table:customers_in:", lambda database, row: customer_body(row)
    ),
    "orders_in": Inlet(ORDERS_IN, "order.create", "table:", _order),
}
"""In the order in which a run reads them."""


class Exchange:
    """Reads `customers_in` and `orders_in` in the order of `id`, and writes states and records.

    Every row has a transaction of its own. A database that is locked by another writer is tried again at the next
    run. An order whose lines are not there yet is read as it stands.
    """

    def __init__(self, address: str, progress: Progress, now: Now, rows: Rows, feeds: Feeds) -> None:
        """Raises DatabaseUnusable."""
        self.database = Database(address)
        self._progress = progress
        self._now = now
        self._rows = rows
        self._outlets = outlets(feeds)

    def work(self) -> int:
        """Process the waiting rows, then write what has changed; the number of rows that were processed."""
        progress = self._progress
        worked = 0
        try:
            self._write_back()
            while (taken := progress.at or self._take()) is not None:
                progress.at = taken
                inlet = INLETS[taken.table]
                by = f"{inlet.by}{taken.at}"
                outcome = self._rows.step(inlet.operation, taken.body, by, SENDER, progress.turn)
                if outcome is None:
                    return worked
                progress.at = None
                worked += 1
                if outcome.is_told:
                    progress.unwritten[taken.table, taken.at] = outcome
                    self._write_back()
            self._write_out()
        except Busy:  # locked by another writer, or changed beyond recognition: the next run tries again
            pass
        return worked

    def _take(self) -> Taken | None:
        """The oldest new customer, else the oldest new order; it is `processing` from now on. Raises Busy."""
        for name, inlet in INLETS.items():
            table = inlet.table
            is_new = table.c.state == "new"
            if not self.database.has(table, is_new):
                continue
            with self.database.transaction():
                row = self.database.first(table, is_new)
                if row is None:
                    continue
                body = inlet.body(self.database, row)
                values = {"state": "processing", "changed_at": self._time()}
                self.database.change(table, row["id"], values)
            return Taken(name, row["id"], body)
        return None

    def _write_back(self) -> None:
        """Raises Busy; then the outcomes are written at the next run."""
        for (name, at), outcome in list(self._progress.unwritten.items()):
            values = {
                "state": "error" if outcome.code else "done",
                "number": outcome.number,
                "code": outcome.code,
                "message": outcome.message,
                "field": outcome.field,
                "changed_at": self._time(),
            }
            with self.database.transaction():
                self.database.change(INLETS[name].table, at, values)
            del self._progress.unwritten[name, at]

    def _write_out(self) -> None:
        """What changed since the last run, in one transaction. Raises Busy."""
        now, cursors = self._time(), dict(self._progress.cursors)
        with self.database.transaction():
            for outlet in self._outlets:
                more = True
                while more:
                    at = cursors.get(outlet.name, 0)
                    records, cursors[outlet.name], more = outlet.feed.page(at, _CHUNK)
                    self.database.put(
                        outlet.table, [row for each in records for row in outlet.cells(each, now)]
                    )
        self._progress.cursors = cursors

    def _time(self) -> str:
        return instant_text(self._now())
