"""The table of jobs that a scenario configures: people, customers and other channels of the company.

A new job is a file and a row here; the schema and the reference page of the scenario are derived from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.jobs.accounting.month_end import MonthEnd
from fake_erp.jobs.accounting.payments import CustomersPay
from fake_erp.jobs.base import Job
from fake_erp.jobs.people.approvals import Approvals
from fake_erp.jobs.people.contracts import Contracts
from fake_erp.jobs.people.customer_approvals import CustomerApprovals
from fake_erp.jobs.people.price_changes import PriceChanges
from fake_erp.jobs.sales import Sales
from fake_erp.jobs.warehouse.corrections import Corrections
from fake_erp.jobs.warehouse.counts import Counts
from fake_erp.jobs.warehouse.receipts import Receipts
from fake_erp.jobs.warehouse.transfers import Transfers
from fake_erp.settings import configured_all

Jobs = Mapping[str, Job]

COMPANY_JOBS: dict[str, type[Job]] = {
    "sales": Sales,
    "receipts": Receipts,
    "counts": Counts,
    "corrections": Corrections,
    "transfers": Transfers,
    "prices": PriceChanges,
    "contracts": Contracts,
    "approvals": Approvals,
    "customer_approvals": CustomerApprovals,
    "payments": CustomersPay,
    "month_end": MonthEnd,
}


def configured_jobs(**written: Any) -> Jobs:
    """Every job: as given (settings by attribute, or the first setting alone), the others with their defaults.

    Raises ValueError for a job or a setting that does not exist.
    """
    return configured_all("jobs", COMPANY_JOBS, written)
