"""Calls refused by a gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import optional, setting
from golive.keys.value_kinds import DURATION, between
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import Outcome, Refuse


@dataclass(frozen=True, slots=True)
class RefuseCalls(Fault):
    """Calls are answered with an error status and certainly not applied."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    status: int = setting("status", between(400, 599, "an HTTP status"), "The status of the answer.", "503")
    retry_after_ms: int | None = optional("retry_after", DURATION, "Sent as Retry-After, in whole seconds.")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        retry_after_s = None if self.retry_after_ms is None else -(-self.retry_after_ms // 1000)
        return Refuse(self.status, retry_after_s, html=subject.system == "shop")
