"""The ERP's side of the staging tables, worked off on its own interval."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from fake_erp.channels.rows import Outcome, Rows, Turn
from fake_erp.model import Now

if TYPE_CHECKING:
    from fake_erp.channels.tables.exchange import Exchange
    from fake_erp.channels.tables.feeds import Feeds


class Taken(NamedTuple):
    """A row that is processed: its table, its `id`, and the body of its operation."""

    table: str
    at: int
    body: dict[str, Any]


@dataclass(slots=True)
class Progress:
    """How far the exchange with the tables has come."""

    turn: Turn = field(default_factory=Turn)
    at: Taken | None = None
    unwritten: dict[tuple[str, int], Outcome] = field(default_factory=dict)
    """Outcomes that could not be written because of a lock, by table and `id`."""
    cursors: dict[str, int] = field(default_factory=dict)
    """Of the feeds that go out."""


class Staging:
    """The staging tables of an ERP; without a database it does nothing.

    SQLAlchemy is imported when a database is connected.
    """

    def __init__(self, now: Now, rows: Rows, feeds: Feeds) -> None:
        self._now = now
        self._rows = rows
        self._feeds = feeds
        self._progress = Progress()
        self._exchange: Exchange | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Without the database, which is outside the ERP."""
        return {**self.__dict__, "_exchange": None}

    def connect(self, address: str = "") -> None:
        """Make the tables in a database, see `Database`, and work with them from now on. Raises DatabaseUnusable."""
        from fake_erp.channels.tables.exchange import Exchange

        self.close()
        self._exchange = Exchange(address, self._progress, self._now, self._rows, self._feeds)

    def close(self) -> None:
        """Leave the database."""
        if self._exchange is not None:
            self._exchange.database.close()
            self._exchange = None

    @property
    def address(self) -> str:
        """Where clients find the tables: a path or a URL; "" without a database."""
        return "" if self._exchange is None else self._exchange.database.client_address

    @property
    def resume_ms(self) -> int | None:
        """When the row is done for which the others wait; None while there is no such row."""
        turn = self._progress.turn
        return turn.until_ms if turn.waits(self._now()) else None

    def work(self) -> int:
        """Process the waiting rows, then write what has changed; the number of rows that were processed."""
        if self._exchange is None or self._progress.turn.waits(self._now()):
            return 0
        return self._exchange.work()
