"""The result of one run, as the library returns it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from golive.chaos.hit_list import AnyHit
from golive.judge.history import History
from golive.record import folder
from golive.record.ledger import RunLedger
from golive.record.run import CANDIDATE_LOG, Fact, OrderLine, RunRecord, Scorecard


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a run.

    `ledger` iterates over all facts, oldest first; `history` is their digest. `hits` are the decisions of the
    faults, if they were recorded. `folder` holds the same in files; None for a run in memory.
    """

    scorecard: Scorecard
    history: History
    ledger: RunLedger
    hits: tuple[AnyHit, ...]
    folder: Path | None
    _record: Callable[[], RunRecord]
    _orders: tuple[OrderLine, ...]
    _log: str

    @property
    def record(self) -> RunRecord:
        """The run record. Of a run in memory it is made when it is first asked for."""
        return self._record()

    @property
    def orders(self) -> tuple[OrderLine, ...]:
        """One line per order, as it was judged."""
        return self._orders if self.folder is None else tuple(folder.read_orders(self.folder))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The ledger, whole."""
        return tuple(self.ledger)

    @property
    def log(self) -> str:
        """What the candidate logged."""
        return self._log if self.folder is None else (self.folder / CANDIDATE_LOG).read_text("utf-8")
