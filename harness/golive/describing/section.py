"""What a section of a description is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from golive.record.run import Fact, RunRecord, Scorecard
from golive.record.studies.description import Statement

MOST_FACTS = 3
"""Facts that a statement names."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run; `number` counts from 1, `hours` are those with orders."""

    number: int
    record: RunRecord
    card: Scorecard

    @property
    def hours(self) -> float:
        """The hours from its beginning to its end."""
        return (self.record.end_ms - self.record.start_ms) / 3_600_000


@dataclass(slots=True)
class Cases:
    """The number of cases of one kind, and the first of their facts as `RUN:FACT`."""

    count: int = 0
    facts: tuple[str, ...] = ()

    def add(self, run: Run, seq: int) -> None:
        """Count a case."""
        self.count += 1
        if len(self.facts) < MOST_FACTS:
            self.facts = (*self.facts, f"{run.number}:{seq}")

    def states(self, text: str, noun: str) -> Statement:
        """A statement that rests on these cases; `noun` names them in the plural."""
        return Statement(text, f"{noun}: {self.count:,}", self.facts)


@dataclass
class Section:
    """Collects what it describes from the runs, one after another. `KINDS` are the kinds of facts that it reads."""

    TITLE: ClassVar[str]
    ABOUT: ClassVar[str]
    KINDS: ClassVar[tuple[str, ...]] = ()

    missing: list[str] = field(default_factory=list)

    def begin(self, run: Run) -> None:
        """Begin a run."""

    def read(self, run: Run, fact: Fact) -> None:
        """Read a fact of one of KINDS."""

    def end(self, run: Run) -> None:
        """End a run."""

    def statements(self) -> list[Statement]:
        """What the runs show."""
        raise NotImplementedError

    def unseen(self) -> list[str]:
        """Sentences about what none of the runs had. Called after `statements`."""
        return self.missing
