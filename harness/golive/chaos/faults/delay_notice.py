"""Late delivery of notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import DURATION_RANGE, Range
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import Outcome, Postpone


@dataclass(frozen=True, slots=True)
class DelayNotice(Fault):
    """A notice arrives much later than it was sent."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.*",)

    by: Range = setting("by", DURATION_RANGE, "How much later.", "1m..30m")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return Postpone(self.by.low + int(chance("by") * (self.by.high - self.by.low)))
