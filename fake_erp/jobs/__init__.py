"""Jobs: recurring work of the ERP and of the people and systems around it. One unit of `env` is a millisecond.

Each job computes when it runs next; one simpy process per job waits for that moment. The next run of every job is kept
in `erp.diary`, so an ERP restored from a snapshot continues where it was.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import simpy

from fake_erp.jobs.accounting.posting_runs import PostingRuns
from fake_erp.jobs.base import Job
from fake_erp.jobs.registry import COMPANY_JOBS
from fake_erp.jobs.system.channels import (
    ProcessBatches,
    ReadFiles,
    WorkTables,
    WriteIdocs,
    WritePriceFile,
    WriteStockFile,
)
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
    "batches": ProcessBatches(),
    "files": ReadFiles(),
    "idocs": WriteIdocs(),
    "tables": WorkTables(),
    "stock_file": WriteStockFile(),
    "price_file": WritePriceFile(),
}
"""The jobs of the system itself. Their settings belong to what they process."""

Process: TypeAlias = Generator[simpy.Event, Any, None]


def jobs_of(erp: Erp) -> Mapping[str, Job]:
    """Every job by name; a job that is off has no next run."""
    return {**JOBS, **erp.config.jobs}


def start(env: simpy.Environment, erp: Erp, send: Send | None = None) -> None:
    """Start every configured job. Without `send` no webhook is sent."""
    if erp.config.channels.webhooks and send is not None:
        env.process(notices(env, erp, send))
    for name, job in jobs_of(erp).items():
        if erp.diary.get(name) is not None or _plan_next(erp, name, job):
            env.process(_process(env, erp, name, job))


def _process(env: simpy.Environment, erp: Erp, name: str, job: Job) -> Process:
    while (at_ms := erp.diary.get(name)) is not None:
        yield env.timeout(max(0, at_ms - erp.now()))
        job.work(erp)
        erp.runs[name] = erp.runs.get(name, 0) + 1
        _plan_next(erp, name, job)


def _plan_next(erp: Erp, name: str, job: Job) -> bool:
    """Record the next run of a job; False when there is none."""
    at_ms = job.next_ms(erp)
    if at_ms is None:
        erp.diary.pop(name, None)
        return False
    erp.diary[name] = at_ms
    return True
