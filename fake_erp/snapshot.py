"""The whole state of an ERP written down, to be restored later, or many times over.

It holds everything in the books and everything that decides about the future: documents, stock, sessions, limits,
and the state of every random source. It does not hold the clock, the event sink, and the jobs that move time. The
configuration and the dialect are shared, since they cannot change; what rules and quirks have built is built again.

A restored ERP behaves as the original would have: the same calls give the same replies and facts.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FunctionType, MappingProxyType
from typing import Any

from fake_erp.access.config import CallLimits, Service, Token
from fake_erp.accounting.config import Finance
from fake_erp.channels.config import Channels
from fake_erp.config import ErpConfig
from fake_erp.erp import Erp
from fake_erp.model import Emit, Now, StockRow
from fake_erp.quirks.base import Quirk
from fake_erp.rules import Rule


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`at_ms` is the instant it shows; `data` the state; `shared` what cannot change and need not be copied."""

    at_ms: int
    data: bytes
    shared: tuple[Any, ...] = field(repr=False)

    def __len__(self) -> int:
        """Bytes of the state."""
        return len(self.data)


def take(erp: Erp) -> Snapshot:
    """Write an ERP down as it is between two calls. It is not changed."""
    writer = _Writer(erp)
    with _no_collections():
        return Snapshot(erp.now(), writer.written(), tuple(writer.shared))


def restore(snapshot: Snapshot, now: Now, emit: Emit) -> Erp:
    """A new ERP in the state of the snapshot, on a clock and with an event sink of its own."""
    return _put(Erp.__new__(Erp), snapshot, now, emit)


def restore_into(erp: Erp, snapshot: Snapshot) -> None:
    """Give an ERP the state of a snapshot. It keeps clock, event sink and hook of rows; calls under way stay so."""
    limits, hook = erp.limits, erp.rows.hook
    _put(erp, snapshot, erp.now, erp.emit)
    erp.limits.take_over(limits)
    erp.rows.connect(hook)


def _put(erp: Erp, snapshot: Snapshot, now: Now, emit: Emit) -> Erp:
    with _no_collections():
        state, waiting = _Reader(snapshot, erp, now, emit).load()
        for row, lines in waiting:
            row.waiting.extend(lines)
    erp.restore(state)
    return erp


class _Writer(pickle.Pickler):
    def __init__(self, erp: Erp) -> None:
        self._file = io.BytesIO()
        super().__init__(self._file, protocol=5)
        self._erp = erp
        self._outside = {id(erp): "_erp", id(erp.now): "_now", id(erp.emit): "_emit"}
        self._stateless = (id(erp.dialect), id(erp.words))
        self._places: dict[int, int] = {}
        self._waiting: list[tuple[StockRow, list[Any]]] = []
        self.shared: list[Any] = []

    def written(self) -> bytes:
        """The lines that wait for stock come last: followed from row to order to row, they would nest too deep."""
        state = {name: value for name, value in self._erp.__dict__.items() if name != "surface"}
        self.dump((state, self._waiting))
        return self._file.getvalue()

    def reducer_override(self, value: Any) -> Any:
        """What is not plain state: the outside, what is shared, what is built anew."""
        kind = type(value)
        if kind is StockRow:
            return self._row(value)
        name = self._outside.get(id(value))
        if name is not None:
            return _STAND_INS[name], ()
        if kind in _SHARED or issubclass(kind, _DECLARATIONS) or id(value) in self._stateless:
            return _shared, (self._place(value),)
        if kind is FunctionType and "<" in value.__qualname__:
            return _closure, ()
        return NotImplemented

    def _row(self, row: StockRow) -> Any:
        reduced: Any = row.__reduce_ex__(5)
        constructor, arguments, state = reduced[:3]
        if row.waiting:
            self._waiting.append((row, list(row.waiting)))
        return constructor, arguments, (None, {**state[1], "waiting": deque()})

    def _place(self, value: Any) -> int:
        place = self._places.get(id(value))
        if place is None:
            place = self._places[id(value)] = len(self.shared)
            self.shared.append(value)
        return place


class _Reader(pickle.Unpickler):
    def __init__(self, snapshot: Snapshot, erp: Erp, now: Now, emit: Emit) -> None:
        super().__init__(io.BytesIO(snapshot.data))
        self._given: dict[str, Any] = {
            "_erp": lambda: erp,
            "_now": lambda: now,
            "_emit": lambda: emit,
            "_shared": snapshot.shared.__getitem__,
        }

    def find_class(self, module: str, name: str) -> Any:
        given = self._given.get(name) if module == __name__ else None
        return super().find_class(module, name) if given is None else given


def _erp() -> None:
    """Stands for the ERP itself."""


def _now() -> None:
    """Stands for the clock."""


def _emit() -> None:
    """Stands for the event sink."""


def _shared(place: int) -> None:
    """Stands for something that cannot change."""


def _closure() -> Any:
    """Stands for a check; the rules that built it build it anew."""
    return _lost


def _lost(*arguments: Any) -> None:
    raise RuntimeError(
        "a check of the snapshot was not built anew: rules must keep checks where set_rules does"
    )


_STAND_INS = {"_erp": _erp, "_now": _now, "_emit": _emit}
_SHARED = frozenset({CallLimits, ErpConfig, Finance, Service, Token, Channels, MappingProxyType})
_DECLARATIONS = (Rule, Quirk)


@contextmanager
def _no_collections() -> Generator[None, None, None]:
    """Nothing made here is garbage; looking for it again and again would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
