"""Sales of other channels, such as tills, from the same stock."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Sales(Job):
    """Other channels sell from the same stock."""

    per_hour: float = setting("rate", "rate", "Sales per unit of time.", 0.0)

    def next_ms(self, erp: Installation) -> int | None:
        return erp.now() + erp.till.wait_ms(self.per_hour) if self.per_hour > 0 else None

    def work(self, erp: Installation) -> None:
        erp.till.sell()
