"""The results of an earlier sweep as the baseline of a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from golive.errors import CompareProblem, FolderProblem
from golive.exit_status import HELD_STATUS, SIGNALLED, UNKNOWN_STATUS
from golive.record.batch import RunResult
from golive.record.cells import Cell, Job
from golive.record.cells.store import STORE_FILE, StoreProblem, cells
from golive.record.cells.sweep import Sweep
from golive.sweep.gating.baseline import Baseline, earlier_of, key_of
from golive.sweep.matrix.plan import SweepPlan
from golive.sweep.results import verdict_of

Where = tuple[str, str, str]
"""Scenario, candidate and variant."""


@dataclass(frozen=True, slots=True)
class CellBaseline:
    """Earlier cells. `only_worse`: the exit status is that of the cells that are worse than before."""

    baseline: Baseline
    names: dict[Where, str]
    only_worse: bool = False

    def beside(self, found: Sweep, cells_of_it: Iterable[Cell]) -> Sweep:
        """Return a sweep with what differs from the baseline, and its exit status."""
        results = [run_of(each, self.names[where(each.job)]) for each in cells_of_it]
        against = self.baseline.beside(results)
        if not self.only_worse or found.status > SIGNALLED:
            return replace(found, against=against)
        worse = {key_of(each) for each in against.worse}
        status = verdict_of(each for each in results if key_of(each) in worse)[1]
        is_untested = not all(each.cells for each in found.places)
        return replace(
            found, against=against, status=UNKNOWN_STATUS if status == HELD_STATUS and is_untested else status
        )


def read_cells(named: str, plan: SweepPlan, *, only_worse: bool) -> CellBaseline:
    """Read the store of an earlier sweep, or that of a folder, as the baseline of a plan.

    Raises FolderProblem where there is none, and CompareProblem where it cannot be compared.
    """
    path = Path(named).expanduser()
    try:
        stored = list(cells(path / STORE_FILE if path.is_dir() else path))
    except (StoreProblem, OSError) as problem:
        raise FolderProblem(
            f"--baseline {named}: expected the folder of a golive compare of several scenarios, or its store of "
            f"results: {problem}"
        ) from problem
    names = {
        where(job): column.name
        for jobs in plan.jobs.values()
        for column, job in zip(plan.columns, jobs, strict=True)
    }
    sets = {where(job): job.sets for jobs in plan.jobs.values() for job in jobs}
    known = [each for each in stored if where(each.job) in names]
    if not known:
        raise CompareProblem(
            f"--baseline {named}: expected results of the same scenarios and candidates, got {_said(stored)}"
        )
    before = {}
    for cell in known:
        if cell.job.sets != sets[where(cell.job)]:
            continue
        run = run_of(cell, names[where(cell.job)])
        if key_of(run) in before:
            raise CompareProblem(
                f"--baseline {named}: expected one result of {run.scenario} with {run.variant}, seed {run.seed}, got "
                "two: of different code of golive, of the scenario or of the candidate; keep the results of each "
                "version in a folder of its own (golive compare --out DIR)"
            )
        before[key_of(run)] = earlier_of(run)
    if not before:
        job = known[0].job
        raise CompareProblem(
            f"--baseline {named}: expected results with the same settings, {_settings(sets[where(job)])}, got "
            f"{job.scenario} with {job.candidate} under {_settings(job.sets)}"
        )
    columns = ", ".join(dict.fromkeys(name for name, _, _ in before))
    return CellBaseline(Baseline(named, columns, {}, "virtual", before, "compare"), names, only_worse)


def where(job: Job) -> Where:
    """Return the scenario and the column of a cell."""
    return job.scenario, job.candidate, job.variant


def run_of(cell: Cell, column: str) -> RunResult:
    """Return a cell of a column as a baseline compares it."""
    job, result = cell.job, cell.result
    return RunResult(
        job.scenario,
        job.candidate,
        column,
        job.seed,
        result.verdict,
        result.status,
        job.command,
        "",
        orders=result.orders,
        crash=result.crash,
        beside_orders=result.beside_orders,
    )


def _settings(sets: Iterable[str]) -> str:
    return " ".join(sets)[:200] or "none"


def _said(stored: Iterable[Cell]) -> str:
    found = list(dict.fromkeys(f"{each.job.scenario} with {each.job.column}" for each in stored))
    return f"{', '.join(found[:3])}{' and others' if len(found) > 3 else ''}" if found else "none at all"
