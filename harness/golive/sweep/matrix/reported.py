"""The worst run of every place that did not hold, played again with a folder, so that its report can be opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from golive.isolation.playing import RunRequest
from golive.record.batch import FAILED
from golive.record.cells import Job
from golive.record.cells.sweep import Place, Sweep
from golive.record.folder import slug
from golive.record.run import HELD, REPORT_FILE
from golive.sweep.matrix.plan import SweepPlan

FOLDER = "sweep.runs"
"""The folder of these runs, beside `sweep.json`."""


def with_reports(found: Sweep, plan: SweepPlan, above: Path) -> Sweep:
    """Return the sweep with the reports of these runs that are in the folder `above`."""
    return replace(found, places=tuple(_with_report(each, plan, above) for each in found.places))


def missing_reports(found: Sweep, plan: SweepPlan, above: Path) -> list[RunRequest]:
    """Return the runs whose reports are not in the folder `above` yet."""
    jobs = [_job(plan, each) for each in found.places if _is_chosen(each)]
    return [
        _request(job, above / FOLDER / _name(job)) for job in jobs if not (above / _report(job)).is_file()
    ]


def _with_report(place: Place, plan: SweepPlan, above: Path) -> Place:
    if not _is_chosen(place):
        return place
    where = _report(_job(plan, place))
    return replace(place, report=where if (above / where).is_file() else "")


def _is_chosen(place: Place) -> bool:
    return place.verdict not in ("", HELD, FAILED) and place.worst_seed is not None


def _name(job: Job) -> str:
    """The name of the folder: unique for what the run depends on, golive's code among it."""
    return f"{slug(f'{job.scenario} {job.column} {job.seed}')}-{job.key[:8]}"


def _report(job: Job) -> str:
    return f"{FOLDER}/{_name(job)}/{REPORT_FILE}"


def _job(plan: SweepPlan, place: Place) -> Job:
    assert place.worst_seed is not None
    at = [each.name for each in plan.columns].index(place.column)
    return plan.jobs[place.scenario, place.worst_seed][at]


def _request(job: Job, folder: Path) -> RunRequest:
    return RunRequest(
        job.scenario_named,
        job.candidate_named,
        job.seed,
        job.clock,
        job.speed,
        sets=job.sets,
        out=str(folder),
        renders=True,
    )
