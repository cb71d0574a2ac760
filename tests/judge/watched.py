"""A ledger that notes which fields of its facts are read, by kind of fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from golive.record.ledger import MemoryLedger
from golive.record.run import Fact


class WatchedData(dict[str, Any]):
    """The data of a fact; `seen` collects the names of the fields that are looked at."""

    def __init__(self, data: dict[str, Any], seen: set[str]) -> None:
        super().__init__(data)
        self.seen = seen

    def __getitem__(self, name: str) -> Any:
        self.seen.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.seen.add(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self.seen.add(str(name))
        return super().__contains__(name)


class WatchedLedger:
    """The facts of a ledger, each with data that is watched. `seen` are the fields read so far by kind of fact."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.seen: dict[str, set[str]] = {}
        self._ledger = MemoryLedger(facts)

    def __iter__(self) -> Iterator[Fact]:
        return map(self._watched, self._ledger)

    def about(self, key: str) -> list[Fact]:
        return [self._watched(fact) for fact in self._ledger.about(key)]

    def lives(self) -> list[Fact]:
        return [self._watched(fact) for fact in self._ledger.lives()]

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[Fact]:
        return map(self._watched, self._ledger.matching(pattern))

    def _watched(self, fact: Fact) -> Fact:
        data = WatchedData(fact.data, self.seen.setdefault(fact.kind, set()))
        return Fact(fact.seq, fact.at_ms, fact.actor, fact.kind, fact.keys, data)
