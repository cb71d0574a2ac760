"""A cell, played in this process and in memory."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace

from golive.candidates.registry import resolve
from golive.errors import CandidateFailed
from golive.exit_status import CANDIDATE_STATUS
from golive.isolation.playing import seed_candidate
from golive.record.batch import FAILED
from golive.record.cells import Cell, CellResult, Job
from golive.runner import Plan, carry_out
from golive.scenario import load
from golive.sim.live import machine_s
from golive.sweep.cells.measured import measured


def played(job: Job, when_stopped: Callable[[], None] | None = None) -> Cell:
    """Play a cell. Raises what `golive run` raises for wrong input; a candidate that fails is a result.

    `when_stopped` is called between the candidate and the judge.
    """
    began_s = machine_s()
    seed_candidate(job.seed)
    plan = Plan(
        load(job.scenario_named or job.scenario, job.sets),
        resolve(job.candidate_named or job.candidate),
        job.scenario_named or job.scenario,
        job.candidate_named or job.candidate,
        job.seed,
        sets=job.sets,
    )
    try:
        result = measured(plan, carry_out(plan, None, when_stopped=when_stopped), 0.0)
    except CandidateFailed as failed:
        result = without_figures(CANDIDATE_STATUS, str(failed))
    return Cell(job, replace(result, took_s=round(machine_s() - began_s, 3)))


def without_figures(status: int, error: str, is_lost: bool = False) -> CellResult:
    """Return the result of a cell that was not judged."""
    return CellResult(FAILED, status, error, is_lost)


def swept(cell: Cell) -> Cell:
    """Free what the world of a cell has left in cycles, which the collector is switched off for."""
    gc.collect()
    return cell
