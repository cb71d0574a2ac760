"""Notices out of order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import LASTING
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import Outcome, Reorder


@dataclass(frozen=True, slots=True)
class ReorderNotices(Fault):
    """A notice arrives after the next one about the same record."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.*",)

    within_ms: int = setting("within", LASTING, "How long it waits to be overtaken at most.", "10m")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return Reorder(self.within_ms)
