"""The signs that an integration needs refactoring, measured over rounds of the same runs.

The four signs are constant manual reconciliation, unpredictable failures, performance bottlenecks and unclear
ownership. A sign needs at least three rounds, because two may differ by chance.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from golive.keys.value_kinds import show_duration
from golive.record.earlier.past import PastRun, Sign, again, courses
from golive.record.run import HELD

ROUNDS = 3
_GROWTH = 1.5
_LEAST_MS = 60_000
_LEAST_BACKLOG = 10

Round = Sequence[PastRun]
Shown = Callable[[Sequence[Round]], str]
"""The figures that show a sign, in words; "" where it is not there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sign. `shown` looks for it in the rounds of one course, oldest first."""

    name: str
    shown: Shown
    advice: str


def _corrections(rounds: Sequence[Round]) -> str:
    counts = [sum(run.corrections for run in each) for each in rounds]
    return f"{_written(counts)} corrections by hand" if all(counts) else ""


def _unpredictable(rounds: Sequence[Round]) -> str:
    verdicts = [[run.verdict == HELD for run in each] for each in rounds]
    changes = [
        sum(one != two for one, two in itertools.pairwise(of_seed)) for of_seed in zip(*verdicts, strict=True)
    ]
    most = max(changes, default=0)
    return f"the verdict of one seed changed {most} times in {len(rounds)} rounds" if most > 1 else ""


def _slower(rounds: Sequence[Round]) -> str:
    slowest = [max((run.p95_ms or 0 for run in each), default=0) for each in rounds]
    backlogs = [round(max((run.backlog for run in each), default=0)) for each in rounds]
    if _grows(slowest, _LEAST_MS):
        return f"orders took {show_duration(slowest[0])} at p95 and take {show_duration(slowest[-1])}"
    return f"{_written(backlogs)} orders waited at once" if _grows(backlogs, _LEAST_BACKLOG) else ""


def _grows(values: Sequence[int], least: int) -> bool:
    """Whether values rise from round to round, by half in all, above `least`."""
    rises = all(one <= two for one, two in itertools.pairwise(values))
    return rises and values[-1] >= max(least, _GROWTH * values[0])


def _apart(rounds: Sequence[Round]) -> str:
    units = [round(sum(abs(run.drift_units) for run in each)) for each in rounds]
    return f"{_written(units)} units of stock differed at the end" if all(units) else ""


def _written(counts: Sequence[int]) -> str:
    return ", ".join(f"{count:,}" for count in counts[-ROUNDS:])


KINDS: tuple[Kind, ...] = (
    Kind(
        "constant manual reconciliation",
        _corrections,
        "mend the causes that the desk shows most often, instead of their records",
    ),
    Kind(
        "unpredictable failures",
        _unpredictable,
        "give repetition, order and clocks one owner in the integration; golive diff shows where two runs part",
    ),
    Kind(
        "performance bottlenecks",
        _slower,
        "golive capacity finds the rate and the outage that the integration survives",
    ),
    Kind(
        "unclear ownership",
        _apart,
        "state one owner for each domain, and let nothing else write it",
    ),
)
"""Every kind of sign, in the order of the reports."""


def signs(runs: Sequence[PastRun]) -> tuple[Sign, ...]:
    """Return the signs in all courses with enough rounds."""
    return tuple(sign for course in courses(runs) for sign in _of_course(course))


def _of_course(course: Sequence[PastRun]) -> Iterator[Sign]:
    rounds = again(course)
    first = course[0]
    for kind in KINDS if len(rounds) >= ROUNDS else ():
        if shown := kind.shown(rounds):
            yield Sign(first.scenario, first.candidate, first.changes, kind.name, shown, kind.advice)
