"""Rows in the order of their last change, readable from any point on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Generic, TypeVar

from fake_erp.model import Changing

RowT = TypeVar("RowT", bound=Changing)

_SLACK = 64


class Feed(Generic[RowT]):
    """Numbers changes 1, 2, 3 ... without gaps; a row shows up once, at the number of its last change.

    A log of changes, in which an entry is stale once its row has changed again. Stale entries are swept out
    when they outnumber the rows, so reading costs what it returns and memory stays with the rows.
    """

    __slots__ = ("_log", "_numbers", "_rows", "hides", "last")

    def __init__(self) -> None:
        self.last = 0
        self.hides: Callable[[RowT], bool] | None = None
        """Where it says yes, a page ends as if nothing had changed since."""
        self._numbers: list[int] = []
        self._log: list[RowT] = []
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def touch(self, row: RowT) -> None:
        """Give the row the next change number and move it to the end."""
        if row.change == 0:
            self._rows += 1
        self.last = row.change = self.last + 1
        self._numbers.append(self.last)
        self._log.append(row)
        if len(self._log) > 2 * self._rows + _SLACK:
            self._sweep()

    def _sweep(self) -> None:
        live = [(n, row) for n, row in zip(self._numbers, self._log, strict=True) if row.change == n]
        self._numbers = [n for n, _ in live]
        self._log = [row for _, row in live]

    def page(self, after: int, limit: int) -> tuple[list[RowT], int, bool]:
        """Up to `limit` rows changed after a change number, the cursor to go on from, whether more wait."""
        rows: list[RowT] = []
        numbers, log = self._numbers, self._log
        cursor, hides = after, self.hides
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
