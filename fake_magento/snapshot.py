"""Snapshots: the whole state of a shop, to be restored later.

The state is copied, with that of the random generator. Clock, emitter, jobs and event listeners are not part of it.
The configuration is immutable and shared.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fake_magento.bulk_operations import Bulks
from fake_magento.config import ShopConfig, StoreConfig
from fake_magento.inventory.stock import Emit
from fake_magento.shop import Shop

_LEFT_OUT = ("on_event",)
_SHARED = frozenset({ShopConfig, StoreConfig, MappingProxyType})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`at_ms` is the instant of the snapshot, `data` the pickled state, `shared` the immutable objects it refers to."""

    at_ms: int
    data: bytes
    shared: tuple[Any, ...] = field(repr=False)

    def __len__(self) -> int:
        """Bytes of the state."""
        return len(self.data)


def take(shop: Shop) -> Snapshot:
    """The state of a shop between two calls. The shop is not changed.

    Raises ValueError while async requests are queued: these are calls in progress.
    """
    if shop.bulks.queue:
        raise ValueError(
            "async requests are queued; wait for the consumers, a minute at most, then try again"
        )
    writer = _Writer(shop)
    with _no_garbage_collection():
        return Snapshot(shop.now(), writer.written(), tuple(writer.shared))


def restore(snapshot: Snapshot, now: Callable[[], int], emit: Emit) -> Shop:
    """A new shop in the state of the snapshot, with a clock and an emitter of its own and no event listeners."""
    shop = Shop.__new__(Shop)
    shop.on_event = []
    return _put(shop, snapshot, now, emit)


def restore_into(shop: Shop, snapshot: Snapshot) -> None:
    """Give a shop the state of a snapshot. It keeps its clock, its emitter and its event listeners."""
    _put(shop, snapshot, shop.now, shop.emit)


def _put(shop: Shop, snapshot: Snapshot, now: Callable[[], int], emit: Emit) -> Shop:
    with _no_garbage_collection():
        state = _Reader(snapshot, shop, now, emit).load()
    listeners, consumers = shop.on_event, shop.bulks.on_due if "bulks" in shop.__dict__ else []
    shop.__dict__.clear()
    shop.__dict__.update(state)
    shop.on_event, shop.bulks.on_due = listeners, consumers
    return shop


class _Writer(pickle.Pickler):
    def __init__(self, shop: Shop) -> None:
        self._file = io.BytesIO()
        super().__init__(self._file, protocol=5)
        self._shop = shop
        self._outside = {id(shop): _shop, id(shop.now): _now, id(shop.emit): _emit}
        self._places: dict[int, int] = {}
        self.shared: list[Any] = []

    def written(self) -> bytes:
        self.dump({name: value for name, value in self._shop.__dict__.items() if name not in _LEFT_OUT})
        return self._file.getvalue()

    def reducer_override(self, value: Any) -> Any:
        """How to pickle objects outside the state, and shared ones."""
        if type(value) is Bulks:
            reduced: Any = value.__reduce_ex__(5)
            constructor, arguments, state = reduced[:3]
            return constructor, arguments, {**state, "on_due": []}
        stand_in = self._outside.get(id(value))
        if stand_in is not None:
            return stand_in, ()
        if type(value) in _SHARED:
            return _shared, (self._place(value),)
        return NotImplemented

    def _place(self, value: Any) -> int:
        place = self._places.get(id(value))
        if place is None:
            place = self._places[id(value)] = len(self.shared)
            self.shared.append(value)
        return place


class _Reader(pickle.Unpickler):
    def __init__(self, snapshot: Snapshot, shop: Shop, now: Callable[[], int], emit: Emit) -> None:
        super().__init__(io.BytesIO(snapshot.data))
        self._given: dict[str, Any] = {
            "_shop": lambda: shop,
            "_now": lambda: now,
            "_emit": lambda: emit,
            "_shared": snapshot.shared.__getitem__,
        }

    def find_class(self, module: str, name: str) -> Any:
        given = self._given.get(name) if module == __name__ else None
        return super().find_class(module, name) if given is None else given


def _shop() -> None:
    """Placeholder of the shop itself."""


def _now() -> None:
    """Placeholder of the clock."""


def _emit() -> None:
    """Placeholder of the emitter."""


def _shared(place: int) -> None:
    """Placeholder of a shared object."""


@contextmanager
def _no_garbage_collection() -> Generator[None, None, None]:
    """Suspend the garbage collector: nothing made here is garbage, and looking for it doubles the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
