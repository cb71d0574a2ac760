"""The append-only ledger of a run's facts. Everything else reads it.

A run writes a `FileLedger` or a `MemoryLedger`, one line per fact as it happens. `StoredLedger` reads such a file and
finds the facts about one order in it.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

import orjson

from golive.errors import LedgerBroken
from golive.record import reading
from golive.record.files import opened
from golive.record.run import LIVES, Fact

Emit = Callable[[str, dict[str, str], dict[str, Any]], None]
Reader = Callable[[Fact], None]

ORDER_KEYS = ("order", "ref", "key")
LOSES_ITS_NUMBER = "erp.order.lost"
"""The kind of fact after which another ERP order may have the number."""
_LINE = orjson.OPT_APPEND_NEWLINE
_dumps = orjson.dumps
_new = tuple.__new__
"""Makes a fact without the Python function that `Fact(...)` calls."""


class Ledger(Protocol):
    """The read access to a ledger: iteration over all facts in order, and two selections."""

    def __iter__(self) -> Iterator[Fact]: ...

    def about(self, key: str) -> list[Fact]:
        """Return the facts that have `key` as an order, a reference or the key of an exchange, oldest first.

        Those about the number of an ERP order begin with the loss of an earlier one that had it.
        """

    def lives(self) -> list[Fact]:
        """Return the facts of the kinds in LIVES, oldest first."""

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
        """Yield the facts whose lines match, oldest first. Other lines are not parsed."""


class RunLedger(ABC):
    """A ledger that facts are appended to.

    `readers` are functions by kind of fact, called as a fact is written; a fact without a reader costs only its line.
    `count` and `last_ms` are those of the last fact. `named` is the path of its file.
    """

    def __init__(self, now: Callable[[], int], write: Callable[[bytes], object]) -> None:
        self.readers: dict[str, Reader] = {}
        self.named = ""
        self.count = 0
        self.last_ms = 0
        self._now = now
        self._write = write

    def emitter(self, actor: str) -> Emit:
        """Return a function that appends facts with `actor` as their source."""
        return partial(self.append, actor)

    def append(self, actor: str, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """Append a fact at the current time and pass it to the reader of its kind.

        Raises `orjson.JSONEncodeError` for data that JSON cannot express; no sequence number is used up then.
        """
        seq, at_ms = self.count + 1, self._now()
        fact = {"n": seq, "t": at_ms, "who": actor, "kind": kind, "keys": keys, "data": data}
        line = _dumps(fact, None, _LINE)
        try:
            self._write(line)
        except OSError as error:
            error.filename = error.filename or self.named
            raise
        self.count, self.last_ms = seq, at_ms  # only after the write: a failed one leaves no gap
        reader = self.readers.get(kind)
        if reader is not None:
            reader(_new(Fact, (seq, at_ms, actor, kind, keys, data)))

    @abstractmethod
    def flush(self) -> None:
        """Make everything appended so far visible to other readers of the file."""

    @abstractmethod
    def close(self) -> None:
        """End appending. Reading stays possible."""

    @property
    @abstractmethod
    def sha256(self) -> str:
        """The SHA-256 of the lines so far, in hexadecimal digits."""

    @abstractmethod
    def __iter__(self) -> Iterator[Fact]: ...

    @abstractmethod
    def about(self, key: str) -> list[Fact]:
        """Return the facts that have `key` as an order, a reference or the key of an exchange, oldest first."""

    @abstractmethod
    def lives(self) -> list[Fact]:
        """Return the facts of the kinds in LIVES, oldest first."""

    @abstractmethod
    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
        """Yield the facts whose lines match, oldest first. Other lines are not parsed."""


class FileLedger(RunLedger):
    """A ledger in a file."""

    def __init__(self, path: Path, now: Callable[[], int]) -> None:
        self.path = path
        self._file = opened(path)
        _OPEN.add(self)
        self._stored: tuple[int, StoredLedger] | None = None
        super().__init__(now, partial(io.BufferedWriter.write, self._file))
        self.named = str(path)

    def flush(self) -> None:
        """Write the buffer to the file."""
        if not self._file.closed:
            self._file.flush()

    def close(self) -> None:
        """Close the file. Reading opens it again."""
        _OPEN.discard(self)
        self._file.close()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file so far."""
        self.flush()
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def abandon(self) -> None:
        """Let what is appended from now on go nowhere: this process is a copy of the one that writes the file."""
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, self._file.fileno())
        os.close(nothing)

    def __iter__(self) -> Iterator[Fact]:
        self.flush()
        return read(self.path)

    def about(self, key: str) -> list[Fact]:
        """Return the facts that have `key` as a business key, from an index of the file so far."""
        return self._as_stored().about(key)

    def lives(self) -> list[Fact]:
        """Return the facts of the kinds in LIVES, from an index of the file so far."""
        return self._as_stored().lives()

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
        """Yield the facts whose lines match, from the file so far."""
        self.flush()
        return _matching(self.path, pattern)

    def _as_stored(self) -> StoredLedger:
        self.flush()
        if self._stored is None or self._stored[0] != self.count:
            self._stored = (self.count, StoredLedger(self.path))
        return self._stored[1]


_OPEN: WeakSet[FileLedger] = WeakSet()


def flush_open() -> None:
    """Write the buffers of all ledgers that this process appends to."""
    for each in tuple(_OPEN):
        each.flush()


def abandon_open() -> None:
    """In a copy of the process: append to none of its ledgers."""
    for each in tuple(_OPEN):
        each.abandon()


class MemoryLedger(RunLedger):
    """A ledger in memory, in the same lines as a `FileLedger`. It starts with `facts`.

    The lines are in one buffer: a line that orjson returns holds on to the kilobytes in which it was made.
    """

    def __init__(self, facts: Iterable[Fact] = (), now: Callable[[], int] = lambda: 0) -> None:
        self._buffer = io.BytesIO()
        super().__init__(now, self._buffer.write)
        self._index: tuple[int, dict[str, list[int]], list[Fact]] = (-1, {}, [])
        for fact in facts:
            self._buffer.write(_dumps(fact.as_json(), None, _LINE))
            self.count += 1

    def flush(self) -> None:
        """Do nothing: every line is visible at once."""

    def close(self) -> None:
        """Do nothing: there is no file."""

    @property
    def content(self) -> bytes:
        """The bytes that a file would hold."""
        return self._buffer.getvalue()

    @property
    def sha256(self) -> str:
        """The SHA-256 that a file would have."""
        return hashlib.sha256(self._buffer.getbuffer()).hexdigest()

    def __iter__(self) -> Iterator[Fact]:
        return map(_fact, self._lines())

    def about(self, key: str) -> list[Fact]:
        """Return the facts that have `key` as a business key, from an index of the lines so far."""
        places = self._indexed()[1].get(key, ())
        content = self.content
        return [_fact(content[place : content.index(b"\n", place)]) for place in places]

    def lives(self) -> list[Fact]:
        """Return the facts of the kinds in LIVES, from an index of the lines so far."""
        return self._indexed()[2]

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
        """Yield the facts whose lines match."""
        return (_fact(line) for line in self._lines() if pattern.search(line))

    def _lines(self) -> Iterator[bytes]:
        return iter(io.BytesIO(self.content))

    def _indexed(self) -> tuple[int, dict[str, list[int]], list[Fact]]:
        if self._index[0] != self.count:
            places: dict[str, list[int]] = {}
            lives = []
            place = 0
            for line in self._lines():
                fact = _fact(line)
                if fact.kind in LIVES:
                    lives.append(fact)
                if fact.kind == LOSES_ITS_NUMBER:
                    places.pop(fact.keys["order"], None)
                for key in _order_keys(fact):
                    places.setdefault(key, []).append(place)
                place += len(line)
            self._index = (self.count, places, lives)
        return self._index


def _fact(line: bytes) -> Fact:
    return Fact.from_json(orjson.loads(line))


def _order_keys(fact: Fact) -> dict[str, None]:
    """Return the business keys of a fact, each once."""
    return {fact.keys[name]: None for name in ORDER_KEYS if fact.keys.get(name)}


class StoredLedger:
    """A ledger file, indexed on first use; reading the facts about one order then takes a few seeks.

    A part of a line at the end, which a run that was killed leaves, is left out. Raises `LedgerBroken`
    for a file with other lines that are not facts, or one that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._where: dict[str, array[int]] | None = None
        self._lives: list[Fact] = []

    def __iter__(self) -> Iterator[Fact]:
        return read(self.path)

    def about(self, key: str) -> list[Fact]:
        """Return the facts that have `key` as a business key, oldest first, by their places in the file."""
        if self._where is None:
            self._where = self._index()
        with self.path.open("rb") as file:
            facts = []
            for place in self._where.get(key, ()):
                file.seek(place)
                facts.append(Fact.from_json(orjson.loads(file.readline())))
            return facts

    def lives(self) -> list[Fact]:
        """Return the facts of the kinds in LIVES, oldest first."""
        if self._where is None:
            self._where = self._index()
        return self._lives

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
        """Yield the facts whose lines match."""
        return _matching(self.path, pattern)

    def _index(self) -> dict[str, array[int]]:
        where: dict[str, array[int]] = {}
        offset = 0
        for number, line in _lines(self.path):
            fact = _parsed(self.path, number, line)
            if fact.kind in LIVES:
                self._lives.append(fact)
            if fact.kind == LOSES_ITS_NUMBER:
                where.pop(fact.keys["order"], None)
            for key in _order_keys(fact):
                places = where.get(key)
                if places is None:
                    where[key] = array("Q", (offset,))
                else:
                    places.append(offset)
            offset += len(line)
        return where


def _matching(path: Path, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
    for number, line in _lines(path):
        if pattern.search(line):
            yield _parsed(path, number, line)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each line that was written whole. Raises OSError."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line[-1:] == b"\n":
                yield number, line


def interwoven(facts: list[Fact], lives: list[Fact]) -> list[Fact]:
    """Merge the facts about an order with the candidate's kills and pauses until its ERP order exists."""
    if not facts or not lives:
        return facts
    created = [fact.at_ms for fact in facts if fact.kind == "erp.order.created"]
    first, last = facts[0].at_ms, max(created, default=lives[-1].at_ms)
    by_seq = {fact.seq: fact for fact in facts}
    by_seq |= {fact.seq: fact for fact in lives if first <= fact.at_ms <= last}
    return [by_seq[seq] for seq in sorted(by_seq)]


def read(path: Path) -> Iterator[Fact]:
    """Yield the facts of a ledger file, checked for gaps; a part of a line at the end is left out.

    Raises `LedgerBroken` for a line that is not a fact, or a missing or repeated sequence number.
    """
    for number, line in _lines(path):
        fact = _parsed(path, number, line)
        if fact.seq != number:
            raise LedgerBroken(f"{path}:{number}: expected fact number {number}, got {fact.seq}")
        yield fact


def _parsed(path: Path, number: int, line: bytes) -> Fact:
    try:
        return reading.fact(orjson.loads(line), f"{path}:{number}: expected a fact as JSON")
    except orjson.JSONDecodeError as error:
        raise LedgerBroken(
            f"{path}:{number}: expected a fact as JSON, got {line[:60]!r} ({error})"
        ) from error
    except reading.Unreadable as error:
        raise LedgerBroken(str(error)) from error
