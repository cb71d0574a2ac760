"""Runs on the live clock that break are repeated once; one that holds then is flaky.

Real time differs from run to run, so a program can break by chance. A run on the virtual clock gives the
same bytes again and is never repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from golive.exit_status import UNKNOWN_STATUS
from golive.record.batch import RunResult
from golive.record.folder import of_repetition
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive.sweep.executor import Ended, Executor
from golive.sweep.gating.budget import Budget
from golive.sweep.plan import PlannedRun
from golive.sweep.results import lines_of, result_of

REASON = "flaky: broken at first, and held when it was repeated with the same seed"


def repeat_broken(
    runs: Sequence[PlannedRun],
    results: Mapping[int, RunResult],
    above: Path,
    executor: Executor,
    budget: Budget,
    report: Callable[[RunResult], None],
) -> dict[int, RunResult]:
    """Return the results of the broken live runs after one repetition; `report` is called with each of these.

    `results` are by the place of their run in `runs`. A run that was repeated is not repeated again.
    """
    found: dict[int, RunResult] = {}
    places = [
        at
        for at, each in results.items()
        if each.verdict == BROKEN and not each.repetition and runs[at].clock.is_live
    ]
    again = [replace(runs[at], folder=of_repetition(runs[at].folder)) for at in places]

    def take(number: int, ended: Ended) -> None:
        second = result_of(again[number], ended, lines_of(again[number], ended), above)
        budget.spent(second.folder, ended.took_s)
        found[places[number]] = settled(results[places[number]], second)
        report(found[places[number]])

    executor.run_all([each.request() for each in again], take, budget.takes_another)
    return found


def settled(first: RunResult, second: RunResult) -> RunResult:
    """Return the result of a broken run that was repeated: unknown and flaky where the repetition held."""
    if second.verdict != HELD:
        return replace(first, repetition=second.folder)
    return replace(
        first,
        verdict=UNKNOWN,
        status=UNKNOWN_STATUS,
        flaky=True,
        repetition=second.folder,
        reasons=(REASON, *first.reasons),
    )
