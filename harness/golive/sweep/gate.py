"""The gate: every scenario with every seed, and one verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from golive.candidates.programs.options import Options
from golive.errors import CompareProblem
from golive.record import files, folder
from golive.record.batch import GATE_FILE, Gate, RunResult
from golive.record.folder import slug
from golive.record.run import HELD
from golive.sweep.executor import Ended, Executor
from golive.sweep.gating.clock import VIRTUAL, RunClock
from golive.sweep.gating.repetition import repeat_broken
from golive.sweep.gating.terms import Terms
from golive.sweep.plan import NO_OPTIONS, PlannedRun, called, check, programs
from golive.sweep.results import bounds_of, lighten, lines_of, result_of, verdict_of, worst_of

Report = Callable[[RunResult], None]


def planned(
    scenarios: Sequence[str],
    candidate: str,
    seeds: Sequence[int],
    sets: Sequence[str],
    above: Path,
    clock: RunClock = VIRTUAL,
    program: Options = NO_OPTIONS,
) -> list[PlannedRun]:
    """Return every run of the gate, scenario by scenario."""
    name = called(candidate, clock)
    options = programs([candidate], program)[candidate]
    return [
        PlannedRun(
            scenario_named=named,
            scenario=scenario,
            candidate_named=candidate,
            called=name,
            variant="",
            seed=seed,
            sets=tuple(sets),
            folder=above / f"{slug(scenario)}-{seed}",
            clock=clock,
            program=options,
            warnings=warnings,
        )
        for named, (scenario, warnings) in zip(scenarios, _checked(scenarios, sets), strict=True)
        for seed in seeds
    ]


def _checked(scenarios: Sequence[str], sets: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return name and warnings of each scenario. Raises ScenarioError, and CompareProblem for a name twice."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for named in scenarios:
        name, warnings = check(named, sets)
        if slug(name) in (slug(other) for other, _ in found):
            raise CompareProblem(
                f"{named}: expected another scenario, {name} is named already; for more runs of it: --seeds 1..8"
            )
        found.append((name, warnings))
    return found


def run_gate(
    runs: Sequence[PlannedRun],
    above: Path,
    executor: Executor,
    keep_all: bool,
    report: Report,
    terms: Terms,
    command: str = "",
) -> Gate:
    """Carry out the runs and write `gate.json`; `report` is called with each result, in the order of the runs.

    Broken live runs are repeated once and reported again.
    Ledger and report of runs that held are deleted unless `keep_all`. `command` is the command line that repeats it.
    """
    course = _Course(runs, above, executor, keep_all, report, terms)
    with folder.in_use(above):
        places = list(range(len(runs)))
        while places:
            places = course.make(places)
    results = [course.results[at] for at in sorted(course.results)]
    verdict, status = verdict_of(results)
    gate = Gate(
        golive=version("golive"),
        candidate=runs[0].called,
        scenarios=tuple(dict.fromkeys(each.scenario for each in runs)),
        seeds=tuple(dict.fromkeys(each.seed for each in runs)),
        sets=runs[0].sets,
        verdict=verdict,
        status=status,
        runs=tuple(results),
        bounds=bounds_of(results),
        worst=worst_of(results),
        clock=runs[0].clock.kind,
        speed=runs[0].clock.speed,
        command=command,
    )
    gate = terms.concluded(gate, runs)
    files.write_json(above / GATE_FILE, gate.as_json())
    return gate


@dataclass(frozen=True, slots=True)
class _Course:
    """The runs that were made, by their place in the plan."""

    runs: Sequence[PlannedRun]
    above: Path
    executor: Executor
    keep_all: bool
    report: Report
    terms: Terms
    results: dict[int, RunResult] = field(default_factory=dict)

    def make(self, places: Sequence[int]) -> list[int]:
        """Make the runs at these places; returns those that were left out because a run of their scenario broke.

        A live run that holds when it is repeated settles nothing, so the runs left out for it are returned and those
        of a settled scenario are not.
        """
        left_out: list[int] = []

        def take(number: int, ended: Ended) -> None:
            self._take(places[number], ended)

        def skips(number: int) -> bool:
            if not self.terms.is_settled(self.runs[places[number]].scenario, self.results.values()):
                return False
            left_out.append(places[number])
            return True

        requests = [self.runs[at].request(renders=self.keep_all) for at in places]
        self.executor.run_all(requests, take, self.terms.budget.takes_another, skips)
        repeated = repeat_broken(
            self.runs, self.results, self.above, self.executor, self.terms.budget, self.report
        )
        self.results.update(repeated)
        return [
            at for at in left_out if not self.terms.is_settled(self.runs[at].scenario, self.results.values())
        ]

    def _take(self, at: int, ended: Ended) -> None:
        each = self.runs[at]
        result = result_of(each, ended, lines_of(each, ended), self.above)
        if result.verdict == HELD and not self.keep_all:
            lighten(each.folder)
            result = replace(result, kept=False)
        self.terms.budget.spent(result.folder, ended.took_s)
        self.results[at] = result
        self.report(result)
