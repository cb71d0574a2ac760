"""The storage of the candidate, which survives its restarts: named tables, as in a database.

A record is stored when it is assigned to its key, as it is at that moment: `table[key] = record`. Later changes to the
object are in memory only, until it is assigned again. After a restart a table holds the stored records.

Copies are kept only in runs in which the candidate may be killed; in other runs there would be no difference. Where
several instances of it may run at once they share what is stored.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, cast

from golive.candidates.instances.shared_table import SharedTable
from golive.errors import CandidateFailed

_GONE = object()


class Storage:
    """Named tables. With `is_kept` records are serialised, and `reopened` restores them.

    With `is_shared` several instances may use it at once, each with a view of its own from `beside`.
    """

    def __init__(self, is_kept: bool = False, is_shared: bool = False) -> None:
        self._tables: dict[str, dict[str, Any]] = {}
        self._is_kept = is_kept
        self._shared: dict[str, dict[str, bytes]] | None = {} if is_shared else None

    def table(self, name: str) -> dict[str, Any]:
        """The table of that name; its records must be what pickle can write: plain values and dataclasses."""
        found = self._tables.get(name)
        if found is None and self._shared is not None:
            view = SharedTable(
                self._shared.setdefault(name, {}), partial(_written, name), partial(_read, name)
            )
            found = self._tables[name] = cast("dict[str, Any]", view)
        elif found is None:
            found = self._tables[name] = Table(name, {}) if self._is_kept else {}
        return found

    @property
    def records(self) -> int:
        """The number of records in all tables."""
        return sum(self.sizes.values())

    @property
    def sizes(self) -> dict[str, int]:
        """The number of records by table."""
        tables = self._tables if self._shared is None else self._shared
        return {name: len(table) for name, table in tables.items()}

    def reopened(self) -> Storage:
        """As a new process finds it: the last stored form of every record, and nothing that is still shared.

        Raises CandidateFailed for a record that could be written down and cannot be read back.
        """
        storage = Storage(self._is_kept)
        storage._shared = self._copied()
        for name, table in self._tables.items():
            if isinstance(table, Table):
                storage._tables[name] = Table(name, dict(table.kept))
        return storage

    def beside(self) -> Storage:
        """As another instance sees it, which reads and writes the same stored records."""
        storage = Storage(self._is_kept)
        storage._shared = self._shared
        return storage

    def sever(self) -> None:
        """What its instance still writes reaches no other: it has ended."""
        self._shared = self._copied()
        for name, table in self._tables.items():
            if self._shared is not None and isinstance(table, SharedTable):
                table.kept = self._shared[name]

    def _copied(self) -> dict[str, dict[str, bytes]] | None:
        if self._shared is None:
            return None
        return {name: dict(kept) for name, kept in self._shared.items()}


def _read(table: str, key: str, record: bytes) -> Any:
    try:
        return pickle.loads(record)
    except Exception as error:
        raise CandidateFailed(
            f"storage table {table!r}, key {key!r}: expected a record of plain values or a dataclass of a module, got "
            f"one that cannot be read back after a restart ({type(error).__name__}: {error})"
        ) from error


def _written(table: str, key: str, record: Any) -> bytes:
    try:
        return pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        raise TypeError(
            f"storage table {table!r}, key {key!r}: expected a record of plain values or a dataclass of a module, got "
            f"one that cannot be written down ({type(record).__name__}: {error})"
        ) from error


class Table(dict[str, Any]):
    """A dict that serialises records on assignment.

    Reading returns the object in memory, with changes made since its assignment.
    """

    def __init__(self, name: str, kept: dict[str, bytes]) -> None:
        super().__init__((key, _read(name, key, record)) for key, record in kept.items())
        self._name = name
        self.kept = kept

    def __setitem__(self, key: str, record: Any) -> None:
        self.kept[key] = _written(self._name, key, record)
        super().__setitem__(key, record)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        del self.kept[key]

    def pop(self, key: str, default: Any = _GONE) -> Any:
        """Remove a key and return its record, or the default. Raises KeyError without a default."""
        if key not in self and default is not _GONE:
            return default
        record = self[key]
        del self[key]
        return record

    def popitem(self) -> tuple[str, Any]:
        """Remove the last key. Raises KeyError when the table is empty."""
        key, record = super().popitem()
        del self.kept[key]
        return key, record

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The record of a key, which is stored as `default` if absent."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *others: Mapping[str, Any] | Iterable[tuple[str, Any]], **more: Any) -> None:  # type: ignore[override]
        """Store every record of the given mappings or pairs."""
        for key, record in dict(*others, **more).items():
            self[key] = record

    def __ior__(self, other: Any) -> Table:  # type: ignore[override,misc]
        self.update(other)
        return self

    def clear(self) -> None:
        """Remove all records."""
        super().clear()
        self.kept.clear()
