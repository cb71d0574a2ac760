"""Rows in the order of their last change, readable from any point on."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from fake_erp.model import Changing

RowT = TypeVar("RowT", bound=Changing)

_SLACK = 64


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """Rows of a feed, the cursor to go on from, and whether there are more."""

    rows: list[RowT]
    cursor: int
    more: bool


class Feed(Generic[RowT]):
    """Numbers changes 1, 2, 3 ... without gaps; a row shows up once, at the number of its last change.

    A log of changes, in which an entry is stale once its row has changed again. Whenever the log has doubled, stale
    entries are swept out, so reading costs what it returns and memory stays with the rows. The numbers of the
    latest entries follow one another, and are written down when a page is read.
    """

    __slots__ = ("_full_at", "_log", "_numbers", "last")

    def __init__(self) -> None:
        self.last = 0
        self._numbers = array("Q")
        self._log: list[RowT] = []
        self._full_at = _SLACK

    def __len__(self) -> int:
        """How many rows have ever changed."""
        self._sweep()
        return len(self._log)

    def touch(self, row: RowT) -> None:
        """Give the row the next change number and move it to the end."""
        change = self.last + 1
        self.last = row.change = change
        self._log.append(row)
        if change > self._full_at:
            self._sweep()

    def _number(self) -> array[int]:
        """The number of every entry of the log."""
        numbers, last = self._numbers, self.last
        numbers.extend(range(last - len(self._log) + len(numbers) + 1, last + 1))
        return numbers

    def _sweep(self) -> None:
        self._log = [row for n, row in zip(self._number(), self._log, strict=True) if row.change == n]
        self._numbers = array("Q", [row.change for row in self._log])
        self._full_at = self.last + len(self._log) + _SLACK

    def page(
        self, after: int, limit: int, hides: Callable[[RowT], bool] | None = None
    ) -> tuple[list[RowT], int, bool]:
        """Up to `limit` rows changed after a change number, the cursor to go on from, whether more wait.

        Before the first row for which `hides` holds the page ends as if nothing had changed since.
        """
        rows: list[RowT] = []
        numbers, log = self._number(), self._log
        cursor = after
        for at in range(bisect_right(numbers, after), len(numbers)):
            row = log[at]
            if row.change == numbers[at]:
                if hides is not None and hides(row):
                    return rows, rows[-1].change if rows else after, False
                rows.append(row)
                if len(rows) == limit:
                    break
        if rows:
            cursor = rows[-1].change
        return rows, cursor, cursor < self.last
