"""Orders that the ERP accepts and does not keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import DropSilently, Outcome


@dataclass(frozen=True, slots=True)
class SilentDrop(Fault):
    """An order is accepted with a number and nothing is kept."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)
    ACTS_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return DropSilently()
