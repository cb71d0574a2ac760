"""Picking waves: due orders are shipped during the hours of the warehouse."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Waves(Job):
    """Ships orders that are allocated and whose lead time is over."""

    def next_ms(self, erp: Installation) -> int | None:
        config = erp.config
        if not config.wave_every_ms:
            return None
        every, offset_ms = Schedule(erp.opened_ms, config.wave_every_ms), config.finance.utc_offset_ms
        at_ms = every.after(erp.now())
        while at_ms is not None and not config.wave_hours.is_open(at_ms, offset_ms):
            at_ms = every.after(config.wave_hours.opening(at_ms, offset_ms) - 1)
        return at_ms

    def work(self, erp: Installation) -> None:
        shipped = erp.shipping.wave()
        erp.capacity.hold(("orders", "stock"), shipped * erp.config.lock_ms, "wave")
