"""A finished run folder. The small files are read whole; orders and ledger are streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from golive.record import reading
from golive.record.rows import ExchangeLine
from golive.record.run import (
    EXCHANGES_FILE,
    LEDGER_FILE,
    ORDERS_FILE,
    RUN_FILE,
    SCORECARD_FILE,
    Fact,
    OrderLine,
    RunRecord,
    Scorecard,
)
from golive_reports.words.text import cleaned

T = TypeVar("T")

_LONGEST = 4000
"""Characters kept of any single text of the run record and the scorecard."""


class NotARun(Exception):
    """The folder does not hold a finished run; the message names the missing or broken file with the reason."""


class RunFolder:
    """A run folder. `run` and `card` hold only printable text; facts and orders are as they were written.

    `unreadable` counts lines of the streamed files that could not be read, such as the last line of a run
    that was killed while writing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unreadable = 0
        self.run = self._read(RUN_FILE, RunRecord)
        self.card = self._read(SCORECARD_FILE, Scorecard)

    def orders(self) -> Iterator[OrderLine]:
        """Yield every order, as listed; none when the file is missing."""
        return self._lines(ORDERS_FILE, reading.order)

    def facts(self) -> Iterator[Fact]:
        """Yield every fact, oldest first; none when the file is missing."""
        return self._lines(LEDGER_FILE, reading.fact)

    def exchanges(self) -> Iterator[ExchangeLine]:
        """Yield every recorded call and notice; none when the file is missing."""
        return self._lines(EXCHANGES_FILE, reading.exchange)

    def _read(self, name: str, declared: reading.Declared[T]) -> T:
        path = self.path / name
        if not path.exists():
            raise NotARun(f"{self.path}: expected a finished run, but there is no {name} in it")
        try:
            return reading.read(path, declared, _cleaned)
        except reading.Unreadable as problem:
            raise NotARun(str(problem)) from None

    def _lines(self, name: str, shape: Callable[[Any, str], T]) -> Iterator[T]:
        path = self.path / name
        if not path.exists():
            return
        with path.open("rb") as file:
            for line in file:
                try:
                    yield shape(reading.parsed(line, name), name)
                except reading.Unreadable:
                    self.unreadable += 1


def _cleaned(row: Any) -> Any:
    return cleaned(row, _LONGEST)
