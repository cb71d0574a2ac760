"""No job is started again and again while its earlier runs still read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from golive.judge.oracles.case import Case
from golive.record.oracles import OVERLAPPING_RUNS, PROTECTION
from golive.record.run import Cause, Finding

MOST_OPEN, STEP, STEPS = 4.0, 0.75, 3
"""Calls at once of which the runs pile up, in a minute's mean; the growth that counts as one more run; how many such."""

RUNS_PILE_UP = Cause(
    "runs_pile_up",
    "each tick starts a run although earlier ones still read",
    "Let one run of a job hold a lock, or begin the interval when a run has ended.",
)


def overlaps(case: Case) -> Iterator[Finding]:
    """Yield a finding per list that more and more calls read at the same time, minute after minute."""
    for question, means in case.history.overlaps.open.lines.items():
        most = _piled_up(means)
        if most:
            what = f"from one call to {most:.1f} at the same time, each minute more"
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
