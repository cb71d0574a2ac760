"""The entries of the desk, the clerks' work on them, and the time each was open."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.record.run import Fact

MOST_ROWS = 500
"""Entries kept with all their details, the first ones; the figures count all."""


@dataclass(slots=True)
class DeskRow:
    """One desk entry, from its first exception until it was removed. Times in ms, None for never."""

    order: str
    what: str
    why: str
    shown_ms: int
    opened_ms: int | None = None
    by: str = ""
    did: list[str] = field(default_factory=list)
    off_ms: int | None = None
    work_ms: int = 0


class DeskBook:
    """The entries of a run.

    `spans_ms` are the times from the creation of an entry to its removal; `work_ms` is the working time of all clerks.
    """

    def __init__(self) -> None:
        self.rows: list[DeskRow] = []
        self.entries = 0
        self.spans_ms: list[int] = []
        self.work_ms = 0
        self.counts: dict[str, int] = {}
        self.read: set[str] = set()
        """Orders whose entry a clerk has opened."""
        self.repaired: set[str] = set()
        """Orders that a clerk has typed in, or whose cause a clerk has repaired."""
        self._open: dict[str, DeskRow] = {}

    @property
    def still_open(self) -> int:
        """The number of entries that were not removed."""
        return len(self._open)

    def shown(self, fact: Fact) -> None:
        """Open an entry for an order, or update the one that is open."""
        order = fact.keys["order"]
        row = self._open.get(order)
        if row is not None:
            row.what, row.why = fact.data["what"], fact.data["why"]
            return
        self.entries += 1
        row = self._open[order] = DeskRow(order, fact.data["what"], fact.data["why"], fact.at_ms)
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)

    def resolved(self, fact: Fact) -> None:
        """Close the entry of an order, if one is open."""
        row = self._open.pop(fact.keys["order"], None)
        if row is not None:
            row.off_ms = fact.at_ms
            self.spans_ms.append(fact.at_ms - row.shown_ms)

    def by_clerk(self, fact: Fact) -> None:
        """Read one step of a clerk. The last step may follow the removal of the entry."""
        did = fact.kind.partition(".")[2]
        self.counts[did] = self.counts.get(did, 0) + 1
        if did == "done":
            self.work_ms += fact.data["ms"]
        elif did == "opened":
            self.read.add(fact.keys["order"])
        elif did in ("rekeyed", "repaired"):
            self.repaired.add(fact.keys.get("order", ""))
        row = self._open.get(fact.keys.get("order", "")) or self._last(fact.keys.get("order", ""))
        if row is None:
            return
        if did == "opened":
            row.opened_ms = fact.at_ms if row.opened_ms is None else row.opened_ms
            row.by = fact.data["clerk"]
        elif did == "done":
            row.work_ms += fact.data["ms"]
            row.did.append(fact.data["outcome"])
        elif did == "repaired":
            row.did.append(fact.data["what"])
        elif did == "handed_on":
            row.did.append(fact.data["why"])

    def _last(self, order: str) -> DeskRow | None:
        return next((row for row in reversed(self.rows) if row.order == order), None)
