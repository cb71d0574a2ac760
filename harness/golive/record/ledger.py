"""The append-only record of facts of a run. Everything else reads it.

A run writes a `FileLedger` or a `MemoryLedger`, line by line as it goes. `StoredLedger` reads such a file, and finds
the facts about one order in it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import orjson

from golive.errors import LedgerBroken
from golive.record.run import LIVES, Fact

Emit = Callable[[str, dict[str, str], dict[str, Any]], None]
Reader = Callable[[Fact], None]

ORDER_KEYS = ("order", "ref", "key")
_BUFFER = 1 << 16
"""Bytes on their way to the operating system. A line goes there at once: lines that are kept cost more memory to walk
through than they take to write."""
_LINE = orjson.OPT_APPEND_NEWLINE
_dumps = orjson.dumps


class Ledger(Protocol):
    """What readers need: all facts in order, those about one business key, those about the candidate's life."""

    def __iter__(self) -> Iterator[Fact]: ...

    def about(self, key: str) -> list[Fact]: ...

    def lives(self) -> list[Fact]: ...


class RunLedger(ABC):
    """A ledger to which facts are appended. `readers` says by kind what reads a fact as it is written: a fact without
    a reader costs no more than its line. `count` and `last_ms` are those of the last fact.
    """

    def __init__(self, now: Callable[[], int], write: Callable[[bytes], object]) -> None:
        self.readers: dict[str, Reader] = {}
        self.count = 0
        self.last_ms = 0
        self._now = now
        self._write = write

    def emitter(self, actor: str) -> Emit:
        """A function with which `actor` states facts."""
        return partial(self.append, actor)

    def append(self, actor: str, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        seq, at_ms = self.count + 1, self._now()
        fact = {"n": seq, "t": at_ms, "who": actor, "kind": kind, "keys": keys, "data": data}
        self._write(_dumps(fact, None, _LINE))
        self.count, self.last_ms = seq, at_ms  # only now: what cannot be written down leaves no gap
        reader = self.readers.get(kind)
        if reader is not None:
            reader(Fact(seq, at_ms, actor, kind, keys, data))

    @abstractmethod
    def flush(self) -> None:
        """Make everything appended so far readable for others."""

    @abstractmethod
    def close(self) -> None:
        """Append nothing from now on. Reading goes on."""

    @abstractmethod
    def __iter__(self) -> Iterator[Fact]: ...

    @abstractmethod
    def about(self, key: str) -> list[Fact]:
        """The facts that name `key` as an order, a reference or the key of an exchange, oldest first."""

    @abstractmethod
    def lives(self) -> list[Fact]:
        """The facts of the kinds in LIVES, oldest first."""


class FileLedger(RunLedger):
    """Appends facts to a file."""

    def __init__(self, path: Path, now: Callable[[], int]) -> None:
        self.path = path
        self._file = path.open("wb", _BUFFER)
        self._stored: tuple[int, StoredLedger] | None = None
        super().__init__(now, self._file.write)

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()

    def close(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Fact]:
        self.flush()
        return read(self.path)

    def about(self, key: str) -> list[Fact]:
        return self._as_stored().about(key)

    def lives(self) -> list[Fact]:
        return self._as_stored().lives()

    def _as_stored(self) -> StoredLedger:
        self.flush()
        if self._stored is None or self._stored[0] != self.count:
            self._stored = (self.count, StoredLedger(self.path))
        return self._stored[1]


class MemoryLedger(RunLedger):
    """Keeps facts in memory, in the lines in which a `FileLedger` writes them. `facts` are there from the start."""

    def __init__(self, facts: Iterable[Fact] = (), now: Callable[[], int] = lambda: 0) -> None:
        self._lines = [_dumps(fact.as_json(), None, _LINE) for fact in facts]
        self._index: tuple[int, dict[str, list[int]], list[Fact]] = (-1, {}, [])
        super().__init__(now, self._lines.append)
        self.count = len(self._lines)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    @property
    def content(self) -> bytes:
        """What a file would hold."""
        return b"".join(self._lines)

    def __iter__(self) -> Iterator[Fact]:
        return map(_fact, self._lines)

    def about(self, key: str) -> list[Fact]:
        return [_fact(self._lines[place]) for place in self._indexed()[1].get(key, ())]

    def lives(self) -> list[Fact]:
        return self._indexed()[2]

    def _indexed(self) -> tuple[int, dict[str, list[int]], list[Fact]]:
        if self._index[0] != self.count:
            places: dict[str, list[int]] = {}
            lives = []
            for place, fact in enumerate(self):
                if fact.kind in LIVES:
                    lives.append(fact)
                for key in _order_keys(fact):
                    places.setdefault(key, []).append(place)
            self._index = (self.count, places, lives)
        return self._index


def _fact(line: bytes) -> Fact:
    return Fact.from_json(orjson.loads(line))


def _order_keys(fact: Fact) -> dict[str, None]:
    """The business keys under which a fact is found, each once."""
    return {fact.keys[name]: None for name in ORDER_KEYS if fact.keys.get(name)}


class StoredLedger:
    """A ledger file, indexed on first use: then the story of one order is a few seeks.

    Raises `LedgerBroken` for a file whose lines are no facts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._where: dict[str, array[int]] | None = None
        self._lives: list[Fact] = []

    def __iter__(self) -> Iterator[Fact]:
        return read(self.path)

    def about(self, key: str) -> list[Fact]:
        if self._where is None:
            self._where = self._index()
        with self.path.open("rb") as file:
            facts = []
            for place in self._where.get(key, ()):
                file.seek(place)
                facts.append(Fact.from_json(orjson.loads(file.readline())))
            return facts

    def lives(self) -> list[Fact]:
        if self._where is None:
            self._where = self._index()
        return self._lives

    def _index(self) -> dict[str, array[int]]:
        where: dict[str, array[int]] = {}
        offset = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                fact = _parsed(self.path, number, line)
                if fact.kind in LIVES:
                    self._lives.append(fact)
                for key in _order_keys(fact):
                    places = where.get(key)
                    if places is None:
                        where[key] = array("Q", (offset,))
                    else:
                        places.append(offset)
                offset += len(line)
        return where


def interwoven(facts: list[Fact], lives: list[Fact]) -> list[Fact]:
    """The facts about an order, oldest first, with kills and pauses of the candidate until the ERP had it for good."""
    if not facts or not lives:
        return facts
    created = [fact.at_ms for fact in facts if fact.kind == "erp.order.created"]
    first, last = facts[0].at_ms, max(created, default=lives[-1].at_ms)
    by_seq = {fact.seq: fact for fact in facts}
    by_seq |= {fact.seq: fact for fact in lives if first <= fact.at_ms <= last}
    return [by_seq[seq] for seq in sorted(by_seq)]


def read(path: Path) -> Iterator[Fact]:
    """The facts of a ledger file, checked for gaps.

    Raises `LedgerBroken` for a line that is no fact, or a missing or repeated sequence number.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            fact = _parsed(path, number, line)
            if fact.seq != number:
                raise LedgerBroken(f"{path}:{number}: expected fact number {number}, got {fact.seq}")
            yield fact


def _parsed(path: Path, number: int, line: bytes) -> Fact:
    try:
        return Fact.from_json(orjson.loads(line))
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise LedgerBroken(
            f"{path}:{number}: expected a fact as JSON, got {line[:60]!r} ({error})"
        ) from error
