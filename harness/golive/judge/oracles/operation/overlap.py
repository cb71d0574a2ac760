"""No job is started again and again while its earlier runs still read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from golive.judge.oracles.case import Case
from golive.record.oracles import OVERLAPPING_RUNS, PROTECTION
from golive.record.run import Cause, Finding

MOST_OPEN, STEP, STEPS = 4.0, 0.75, 3
"""Calls at once, as the mean of a minute, that are a pile; the growth that is one more run; how often it must grow."""

RUNS_PILE_UP = Cause(
    "runs_pile_up",
    "each tick starts a run although earlier ones still read",
    "Let one run of a job hold a lock, or begin the interval when a run has ended.",
)


def overlaps(case: Case) -> Iterator[Finding]:
    """Yield a finding per list that more and more calls read at the same time."""
    for question, means in case.history.overlaps.open.lines.items():
        most = _piled_up(means)
        if most:
            what = f"up to {most:.1f} calls read it at the same time, one more with each run"
            yield Finding(PROTECTION.code, OVERLAPPING_RUNS.name, question, what, (), RUNS_PILE_UP)


def _piled_up(means: Mapping[int, float]) -> float:
    """Return the largest mean if it was reached in steps, as one run more is started at each tick; else 0.

    Calls that are sent at the same moment, as after an outage, reach it at once.
    """
    most, reached, steps = max(means.values()), 0.0, -1
    for _, mean in sorted(means.items()):
        if mean >= reached + STEP:
            reached, steps = mean, steps + 1
    return most if most >= MOST_OPEN and steps >= STEPS else 0.0
