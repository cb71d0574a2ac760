"""What a candidate keeps, as measured during the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from golive.record.run import Fact


class Kept(NamedTuple):
    """A measurement at `at_ms`, with the ledger number of its fact: rows by table, and tasks that have not ended."""

    seq: int
    at_ms: int
    records: dict[str, int]
    tasks: int

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(self.records.values())


class KeptBook:
    """A reader of measurements; `measured` are all of them, the earliest first."""

    def __init__(self) -> None:
        self.measured: list[Kept] = []
        self.readers: dict[str, Callable[[Fact], None]] = {"candidate.kept": self._kept}

    def _kept(self, fact: Fact) -> None:
        self.measured.append(Kept(fact.seq, fact.at_ms, fact.data["records"], fact.data["tasks"]))
