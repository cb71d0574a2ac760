"""Posting runs: bill what was shipped, settle what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_erp.jobs.base import Job
from fake_erp.schedules import Schedule

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(frozen=True, slots=True)
class PostingRuns(Job):
    """Bills what was shipped and settles what is due."""

    def next_ms(self, erp: Erp) -> int | None:
        every_ms = erp.config.invoice_every_ms
        return Schedule(erp.opened_ms, every_ms).after(erp.now()) if every_ms else None

    def work(self, erp: Erp) -> None:
        posted = erp.invoicing.run()
        erp.capacity.hold(("orders", "ledger"), posted * erp.config.lock_ms, "posting_run")
