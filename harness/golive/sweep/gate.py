"""The gate: every scenario with every seed, and one verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from golive.errors import CompareProblem
from golive.record import files, folder
from golive.record.batch import GATE_FILE, Gate, RunResult
from golive.record.folder import slug
from golive.record.run import HELD
from golive.sweep.executors.local import Ended, run_all
from golive.sweep.plan import PlannedRun, called, check
from golive.sweep.results import bounds_of, lighten, lines_of, result_of, settled, verdict_of, worst_of

Report = Callable[[RunResult], None]


def planned(
    scenarios: Sequence[str], candidate: str, seeds: Sequence[int], sets: Sequence[str], above: Path
) -> list[PlannedRun]:
    """Return every run of the gate, scenario by scenario."""
    name = called(candidate)
    return [
        PlannedRun(
            named, scenario, candidate, name, "", seed, tuple(sets), above / f"{slug(scenario)}-{seed}"
        )
        for named, scenario in zip(scenarios, names_of(scenarios, sets), strict=True)
        for seed in seeds
    ]


def names_of(scenarios: Sequence[str], sets: Sequence[str]) -> list[str]:
    """Return the names of the scenarios. Raises ScenarioError, and CompareProblem where two have the same name."""
    names: list[str] = []
    for named in scenarios:
        name = check(named, sets)
        if slug(name) in map(slug, names):
            raise CompareProblem(
                f"{named}: expected another scenario, {name} is named already; for more runs of it: --seeds 1..8"
            )
        names.append(name)
    return names


def run_gate(runs: Sequence[PlannedRun], above: Path, at_once: int, keep_all: bool, report: Report) -> Gate:
    """Carry out the runs and write `gate.json`; `report` is called with each result, in the order of the runs.

    Ledger and report of runs that held are deleted unless `keep_all`.
    """
    results: list[RunResult] = []

    def take(place: int, ended: Ended) -> None:
        each, ended = runs[place], settled(runs[place], ended)
        result = result_of(each, ended, lines_of(each, ended), above)
        if result.verdict == HELD and not keep_all:
            lighten(each.folder)
            result = replace(result, kept=False)
        results.append(result)
        report(result)

    with folder.in_use(above):
        run_all([each.job for each in runs], at_once, take)
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
    )
    files.write_json(above / GATE_FILE, gate.as_json())
    return gate
