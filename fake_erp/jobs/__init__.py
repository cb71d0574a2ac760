"""What an ERP and the people around it do by themselves over time. One unit of `env` is a millisecond.

Each job says when it is next at work; one simpy process per job does nothing but wait for that. Since the next
moment of every job stands in `erp.diary`, an ERP restored from a snapshot goes on where it was.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import simpy

from fake_erp.jobs.accounting.posting_runs import PostingRuns
from fake_erp.jobs.base import Job
from fake_erp.jobs.registry import COMPANY_JOBS
from fake_erp.jobs.system.channels import ReadFiles, WorkOffBatches, WritePriceFile, WriteStockFile
from fake_erp.jobs.system.maintenance import MaintenanceBegins
from fake_erp.jobs.system.webhooks import Send, notices
from fake_erp.jobs.warehouse.waves import Waves

if TYPE_CHECKING:
    from fake_erp.erp import Erp

__all__ = ["COMPANY_JOBS", "JOBS", "Job", "Send", "jobs_of", "start"]

JOBS: dict[str, Job] = {
    "waves": Waves(),
    "posting_runs": PostingRuns(),
    "maintenance": MaintenanceBegins(),
    "batches": WorkOffBatches(),
    "files": ReadFiles(),
    "stock_file": WriteStockFile(),
    "price_file": WritePriceFile(),
}
"""The jobs of the system itself, which have their settings with what they work on."""

Process: TypeAlias = Generator[simpy.Event, Any, None]


def jobs_of(erp: Erp) -> Mapping[str, Job]:
    """Every job by name; those that are off never have a next moment."""
    return {**JOBS, **erp.config.jobs}


def start(env: simpy.Environment, erp: Erp, send: Send | None = None) -> None:
    """Set every job going that the configuration asks for. Without `send` no webhook ever leaves."""
    if erp.config.channels.webhooks and send is not None:
        env.process(notices(env, erp, send))
    for name, job in jobs_of(erp).items():
        if erp.diary.get(name) is not None or _write_down(erp, name, job):
            env.process(_process(env, erp, name, job))


def _process(env: simpy.Environment, erp: Erp, name: str, job: Job) -> Process:
    while (at_ms := erp.diary.get(name)) is not None:
        yield env.timeout(max(0, at_ms - erp.now()))
        job.work(erp)
        _write_down(erp, name, job)


def _write_down(erp: Erp, name: str, job: Job) -> bool:
    """Note the next moment of a job; False when there is none."""
    at_ms = job.next_ms(erp)
    if at_ms is None:
        erp.diary.pop(name, None)
        return False
    erp.diary[name] = at_ms
    return True
