"""Posting runs: shipped goods are billed and due invoices settled."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Schedule


@dataclass(frozen=True, slots=True)
class PostingRuns(Job):
    """Bills shipped goods and settles due invoices."""

    def next_ms(self, erp: Installation) -> int | None:
        every_ms = erp.config.invoice_every_ms
        return Schedule(erp.opened_ms, every_ms).after(erp.now()) if every_ms else None

    def work(self, erp: Installation) -> None:
        posted = erp.invoicing.run()
        erp.capacity.hold(("orders", "ledger"), posted * erp.config.lock_ms, "posting_run")
