"""Earlier runs, in courses that belong together and in rounds that can be compared. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from golive.record.format import FORMAT
from golive.record.run import BROKEN, HELD


@dataclass(frozen=True, slots=True)
class PastRun:
    """One earlier run folder.

    `at_ms` is the time its scorecard was written, `changes` the settings that were changed with `--set`. `retried` is
    the share of the successful calls about records that needed more than one attempt, `backlog` the most orders that
    waited at once, `corrections` what people repaired, retried or typed in by hand, `open_at_end` the entries that were
    left on the desk.
    """

    folder: str
    at_ms: int
    scenario: str
    candidate: str
    changes: str
    clock: str
    seed: int
    verdict: str
    orders: int
    lost: int
    duplicated: int
    stuck: int
    drift_units: float
    p95_ms: int | None
    harm_cents: int
    currency: str
    wrong: int = 0
    retried: float = 0.0
    backlog: float = 0.0
    corrections: int = 0
    open_at_end: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A verdict that differs from the one of the same run before it. Both are the folders."""

    scenario: str
    candidate: str
    seed: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that an integration needs refactoring, and the figures that show it over the rounds of a course."""

    scenario: str
    candidate: str
    changes: str
    name: str
    shown_by: str
    advice: str


@dataclass(frozen=True, slots=True)
class PastRuns:
    """The result of `golive history`: runs, oldest first, and `(folder, reason)` of those that cannot be read.

    `newly_failing` held in the round before the last, `newly_fixed` did not.
    """

    folder: str
    runs: tuple[PastRun, ...]
    unreadable: tuple[tuple[str, str], ...]
    newly_failing: tuple[Turn, ...] = ()
    newly_fixed: tuple[Turn, ...] = ()
    signs: tuple[Sign, ...] = ()
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `golive history --json`."""
        return asdict(self)


def courses(runs: Sequence[PastRun]) -> list[list[PastRun]]:
    """Return the runs that belong together: same scenario, candidate, clock and changes; by name, each oldest first."""
    found: dict[tuple[str, str, str, str], list[PastRun]] = {}
    for run in runs:
        found.setdefault((run.scenario, run.candidate, run.clock, run.changes), []).append(run)
    return [found[where] for where in sorted(found)]


def again(runs: Sequence[PastRun]) -> list[list[PastRun]]:
    """Return rounds, oldest first: one run of each seed that was run repeatedly. Without any, no rounds."""
    by_seed: dict[int, list[PastRun]] = {}
    for run in runs:
        by_seed.setdefault(run.seed, []).append(run)
    repeated = [of_seed for of_seed in by_seed.values() if len(of_seed) > 1]
    depth = min(map(len, repeated), default=0)
    return [[of_seed[at] for of_seed in repeated] for at in range(-depth, 0)]


def turns(runs: Sequence[PastRun], before: str, after: str) -> list[Turn]:
    """Return where the last run of a seed has the verdict `after` and the one before it has `before`."""
    found = []
    for course in courses(runs):
        rounds = again(course)
        for one, two in zip(*rounds[-2:], strict=True) if len(rounds) > 1 else ():
            if (one.verdict, two.verdict) == (before, after):
                found.append(Turn(one.scenario, one.candidate, one.seed, one.folder, two.folder))
    return found


def newly_failing(runs: Sequence[PastRun]) -> tuple[Turn, ...]:
    """Return the runs that held before and are broken now."""
    return tuple(turns(runs, HELD, BROKEN))


def newly_fixed(runs: Sequence[PastRun]) -> tuple[Turn, ...]:
    """Return the runs that were broken before and hold now."""
    return tuple(turns(runs, BROKEN, HELD))
