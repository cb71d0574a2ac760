"""Maintenance begins: whoever is logged in is thrown out. The door stays shut by itself until it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_erp.jobs.base import Job

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(frozen=True, slots=True)
class MaintenanceBegins(Job):
    """Ends every session when the system goes away for maintenance. Emits `erp.maintenance.begun`."""

    def next_ms(self, erp: Erp) -> int | None:
        return erp.door.maintenance.next_ms()

    def work(self, erp: Erp) -> None:
        erp.sessions.revoke_all()
        erp.emit("erp.maintenance.begun", {}, {"ms": erp.door.maintenance.left_ms()})
