"""The terms of many runs: how long they may take, what they are held against, and which exit status they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from golive.exit_status import HELD_STATUS, UNKNOWN_STATUS
from golive.record.batch import SETTLED, TIME_BUDGET, Comparison, Gate, NotRun, RunResult
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive.sweep.gating.baseline import Baseline, key_of
from golive.sweep.gating.budget import Budget
from golive.sweep.plan import PlannedRun
from golive.sweep.results import verdict_of

ANY, WORSE = "any", "worse"
"""What fails a gate: any run that does not hold, or only what is worse than the baseline."""


Many = TypeVar("Many", Gate, Comparison)


@dataclass(frozen=True, slots=True)
class Terms:
    """`fails_on` is ANY or WORSE; WORSE needs a baseline.

    `stops_early`: the other seeds of a scenario are left out once one of its runs decides the exit status.
    """

    budget: Budget = field(default_factory=Budget)
    baseline: Baseline | None = None
    fails_on: str = ANY
    stops_early: bool = False

    def ordered(self, runs: Sequence[PlannedRun]) -> list[PlannedRun]:
        """Return the runs in the order of their start: seed by seed where not all may be made.

        So every scenario has its first seed before any has its second.
        """
        if self.budget.limit_s is None and not self.stops_early:
            return list(runs)
        seeds = list(dict.fromkeys(each.seed for each in runs))
        return sorted(runs, key=lambda each: seeds.index(each.seed))

    def is_settled(self, scenario: str, results: Iterable[RunResult]) -> bool:
        """Whether no other seed of the scenario can change the exit status, and `stops_early`.

        Broken is the worst that a gate can be. With WORSE the broken run has to be worse than in the baseline.
        """
        return self.stops_early and any(
            each.scenario == scenario and each.verdict == BROKEN and self._counts(each) for each in results
        )

    def _counts(self, result: RunResult) -> bool:
        return self.fails_on != WORSE or self.baseline is None or self.baseline.is_worse(result)

    def concluded(self, many: Many, runs: Sequence[PlannedRun]) -> Many:
        """Return the result with the planned runs that were not made, the comparison with the baseline and its status.

        A scenario without any run makes a gate that would have held unknown.
        """
        made = {key_of(each) for each in many.runs}
        left_out = tuple(
            NotRun(each.scenario, each.seed, each.command, each.variant, self._why(each, many.runs))
            for each in runs
            if key_of(each) not in made
        )
        against = None if self.baseline is None else self.baseline.beside(many.runs)
        is_untested = {each.scenario for each in left_out} - {each.scenario for each in many.runs}
        if many.verdict == HELD and is_untested:
            many = replace(many, verdict=UNKNOWN, status=UNKNOWN_STATUS)
        if self.fails_on == WORSE and against is not None:
            worse = {key_of(each) for each in against.worse}
            status = verdict_of(each for each in many.runs if key_of(each) in worse)[1]
            many = replace(many, status=UNKNOWN_STATUS if status == HELD_STATUS and is_untested else status)
        return replace(many, time_budget_s=self.budget.limit_s, not_run=left_out, against=against)

    def _why(self, left_out: PlannedRun, results: Iterable[RunResult]) -> str:
        return SETTLED if self.is_settled(left_out.scenario, results) else TIME_BUDGET
