"""The terms of a gate: how long it may take, what it is held against, and which exit status it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from golive.exit_status import HELD_STATUS, UNKNOWN_STATUS
from golive.record.batch import Gate, NotRun, RunResult
from golive.record.run import HELD, UNKNOWN
from golive.sweep.gating.baseline import Baseline
from golive.sweep.gating.budget import Budget
from golive.sweep.plan import PlannedRun
from golive.sweep.results import verdict_of

ANY, WORSE = "any", "worse"
"""What fails a gate: any run that does not hold, or only what is worse than the baseline."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`fails_on` is ANY or WORSE; WORSE needs a baseline."""

    budget: Budget = field(default_factory=Budget)
    baseline: Baseline | None = None
    fails_on: str = ANY

    def ordered(self, runs: Sequence[PlannedRun]) -> list[PlannedRun]:
        """Return the runs in the order of their start: with a time budget seed by seed, to reach every scenario."""
        if self.budget.limit_s is None:
            return list(runs)
        seeds = list(dict.fromkeys(each.seed for each in runs))
        return sorted(runs, key=lambda each: seeds.index(each.seed))

    def concluded(self, gate: Gate, runs: Sequence[PlannedRun]) -> Gate:
        """Return the gate with the planned runs that were not made, the comparison with the baseline and its status.

        A scenario without any run makes a gate that would have held unknown.
        """
        left_out = tuple(NotRun(each.scenario, each.seed, each.command) for each in runs[len(gate.runs) :])
        against = None if self.baseline is None else self.baseline.beside(gate.runs)
        is_untested = {each.scenario for each in left_out} - {each.scenario for each in gate.runs}
        if gate.verdict == HELD and is_untested:
            gate = replace(gate, verdict=UNKNOWN, status=UNKNOWN_STATUS)
        if self.fails_on == WORSE and against is not None:
            worse = {(each.scenario, each.seed) for each in against.worse}
            status = _status(gate.runs, worse)
            gate = replace(gate, status=UNKNOWN_STATUS if status == HELD_STATUS and is_untested else status)
        return replace(gate, time_budget_s=self.budget.limit_s, not_run=left_out, against=against)


def _status(results: Sequence[RunResult], worse: set[tuple[str, int]]) -> int:
    return verdict_of(each for each in results if (each.scenario, each.seed) in worse)[1]
