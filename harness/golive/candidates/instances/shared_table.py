"""A table that several instances of the candidate read and write, as they would in one database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any


class SharedTable(MutableMapping[str, Any]):
    """One instance's view of the stored records `kept`, which all instances share.

    Reading returns the instance's own object until another instance has assigned the key; then it returns a copy of
    what that one stored. `setdefault` and `pop` act at once, as an insert that may conflict and a delete do: of
    several instances exactly one wins. `write` and `read` turn a record into bytes and back.
    """

    def __init__(
        self,
        kept: dict[str, bytes],
        write: Callable[[str, Any], bytes],
        read: Callable[[str, bytes], Any],
    ) -> None:
        self.kept = kept
        self._own: dict[str, tuple[bytes, Any]] = {}
        self._write = write
        self._read = read

    def __getitem__(self, key: str) -> Any:
        written = self.kept[key]
        own = self._own.get(key)
        if own is not None and own[0] is written:
            return own[1]
        record = self._read(key, written)
        self._own[key] = written, record
        return record

    def __setitem__(self, key: str, record: Any) -> None:
        written = self._write(key, record)
        self.kept[key] = written
        self._own[key] = written, record

    def __delitem__(self, key: str) -> None:
        del self.kept[key]
        self._own.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self.kept

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)

    def __repr__(self) -> str:
        return repr(self.copy())

    def __ior__(self, other: Any) -> SharedTable:
        self.update(other)
        return self

    def copy(self) -> dict[str, Any]:
        """All records as they are stored now, in a dict."""
        return dict(self)
