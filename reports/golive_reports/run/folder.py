"""A finished run folder. The small files are read whole; orders and ledger are streamed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import orjson

from golive.record.run import (
    LEDGER_FILE,
    ORDERS_FILE,
    RUN_FILE,
    SCORECARD_FILE,
    Fact,
    NewerFormat,
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
        self.run = self._read(RUN_FILE, RunRecord.from_json)
        self.card = self._read(SCORECARD_FILE, Scorecard.from_json)

    def orders(self) -> Iterator[OrderLine]:
        """Yield every order, as listed; none when the file is missing."""
        for row in self._lines(ORDERS_FILE):
            try:
                line = OrderLine.from_json(row)
            except (KeyError, TypeError):
                self.unreadable += 1
                continue
            if _sound_order(line):
                yield line
            else:
                self.unreadable += 1

    def facts(self) -> Iterator[Fact]:
        """Yield every fact, oldest first; none when the file is missing."""
        for row in self._lines(LEDGER_FILE):
            try:
                fact = Fact.from_json(row)
            except (KeyError, TypeError):
                self.unreadable += 1
                continue
            if _sound_fact(fact):
                yield fact
            else:
                self.unreadable += 1

    def _read(self, name: str, shape: Callable[[dict[str, Any]], T]) -> T:
        path = self.path / name
        try:
            row = cleaned(parsed(path.read_bytes()), _LONGEST)
        except FileNotFoundError:
            raise NotARun(f"{self.path}: expected a finished run, but there is no {name} in it") from None
        except (OSError, ValueError) as problem:
            raise NotARun(f"{path}: expected JSON, got something else: {problem}") from None
        if not isinstance(row, dict):
            raise NotARun(f"{path}: expected a JSON object, got {type(row).__name__}")
        try:
            return shape(row)
        except NewerFormat as problem:
            raise NotARun(f"{path}: {problem}") from None
        except (KeyError, TypeError, AttributeError) as problem:
            raise NotARun(
                f"{path}: written by another version of golive? It does not fit this one: {problem}"
            ) from None

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        path = self.path / name
        if not path.exists():
            return
        with path.open("rb") as file:
            for line in file:
                try:
                    row = parsed(line)
                except ValueError:
                    self.unreadable += 1
                    continue
                if isinstance(row, dict):
                    yield row
                else:
                    self.unreadable += 1


def _sound_order(line: OrderLine) -> bool:
    texts = (line.order, line.verdict, line.currency, line.why, *line.erp_orders)
    latency = line.latency_ms
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(line.placed_ms, int)
        and isinstance(line.total_cents, int)
        and (latency is None or isinstance(latency, int))
    )


def _sound_fact(fact: Fact) -> bool:
    return (
        isinstance(fact.seq, int)
        and isinstance(fact.at_ms, int)
        and isinstance(fact.kind, str)
        and isinstance(fact.keys, dict)
        and isinstance(fact.data, dict)
    )


def parsed(text: bytes) -> Any:
    """Parse JSON, including the lone surrogates and NaN that only the standard library writes."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)
