"""The worst run of every place that did not hold, played again with a folder, so that its report can be opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from golive.isolation.playing import RunRequest
from golive.record.batch import FAILED
from golive.record.cells import Job
from golive.record.cells.sweep import Place, Sweep
from golive.record.folder import slug
from golive.record.run import HELD, REPORT_FILE
from golive.sweep.executor import Ended, Executor
from golive.sweep.matrix.plan import SweepPlan

FOLDER = "sweep.runs"
"""The folder of these runs, beside `sweep.json`."""


def chosen_places(found: Sweep) -> list[int]:
    """Return which places have such a run, by their index."""
    return [at for at, each in enumerate(found.places) if _is_chosen(each)]


def reported(
    found: Sweep, plan: SweepPlan, above: Path, executor: Executor, step: Callable[[], None]
) -> Sweep:
    """Return the sweep with the reports of these runs; `step` is called after each."""
    chosen = chosen_places(found)
    names = _names([found.places[at] for at in chosen])
    places = list(found.places)

    def take(number: int, ended: Ended) -> None:
        where = f"{FOLDER}/{names[number]}/{REPORT_FILE}"
        if (above / where).is_file():
            places[chosen[number]] = replace(places[chosen[number]], report=where)
        step()

    requests = [
        _request(_job(plan, found.places[at]), above / FOLDER / name)
        for at, name in zip(chosen, names, strict=True)
    ]
    executor.run_all(requests, take)
    return replace(found, places=tuple(places))


def _is_chosen(place: Place) -> bool:
    return place.verdict not in ("", HELD, FAILED) and place.worst_seed is not None


def _names(places: list[Place]) -> list[str]:
    """Return a unique folder name for each place."""
    slugs = [slug(f"{each.scenario} {each.column} {each.worst_seed}") for each in places]
    return [
        name if slugs.count(name) == 1 else f"{name}-{number}" for number, name in enumerate(slugs, start=1)
    ]


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
