"""What is watched: a run or a sandbox, as metrics and page ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from golive.monitor.standing import Standing
from golive.monitor.tally import Tally
from golive.record.run import Fact
from golive.sim import LiveClock
from golive.wire.wire import Wire


@dataclass(frozen=True, slots=True)
class FaultState:
    """A fault or a change of a run. `from_ms` and `until_ms` are its window, `hits` what it decided so far."""

    id: str
    kind: str
    from_ms: int
    until_ms: int
    hits: int
    effective: int
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """An entry of the desk. `since_ms` is when it was shown; `is_read`: a clerk has opened it."""

    order: str
    what: str
    why: str
    since_ms: int
    is_read: bool


class Subject(Protocol):
    """A run or a sandbox. All methods are for the clock's thread.

    `title` and `about` name it. `offset_ms` is that of its local time from UTC. `standing` is None, and faults and
    desk are empty, where no orders are judged.
    """

    title: str
    about: str
    clock: LiveClock
    wire: Wire
    tally: Tally
    standing: Standing | None
    offset_ms: int

    @property
    def phase(self) -> str:
        """The phase of a run; "" in a sandbox."""

    def faults(self) -> list[FaultState]:
        """Return the faults and changes in declared order."""

    def desk(self, most: int) -> tuple[int, int, list[DeskEntry]]:
        """Return how many entries there were, how many are open, and at most `most` of the open ones."""

    def log(self, most: int) -> list[str]:
        """Return at most `most` lines, the latest last."""


def fact_line(fact: Fact, longest: int = 300) -> str:
    """Return a fact as one line without its time: its source, its kind, its keys and a few of its values."""
    data = fact.data
    if fact.kind == "exchange.answered":
        came = data["how"] if data["status"] is None else data["status"]
        words = [
            data["op"],
            fact.keys["key"],
            f"{came} in {fact.at_ms - data['sent_ms']} ms",
            data.get("reason", ""),
        ]
    else:
        words = [fact.actor, fact.kind, *(f"{name}={value}" for name, value in fact.keys.items() if value)]
        words += [
            f"{name}={value}" for name, value in data.items() if type(value) in (str, int) and value != ""
        ]
    return " ".join(str(word) for word in words if word)[:longest]
