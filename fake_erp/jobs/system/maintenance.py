"""Beginning of a maintenance window: all sessions end. Admission control refuses calls until it is over."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation


@dataclass(frozen=True, slots=True)
class MaintenanceBegins(Job):
    """Ends every session when a maintenance window begins. Emits `erp.maintenance.begun`."""

    def next_ms(self, erp: Installation) -> int | None:
        return erp.admission.maintenance.next_ms()

    def work(self, erp: Installation) -> None:
        erp.sessions.revoke_all()
        erp.emit("erp.maintenance.begun", {}, {"ms": erp.admission.maintenance.left_ms()})
