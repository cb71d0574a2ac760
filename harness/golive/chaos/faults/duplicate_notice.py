"""At-least-once delivery: repeated notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import DURATION_RANGE, Range, between
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import Duplicate, Outcome


@dataclass(frozen=True, slots=True)
class DuplicateNotice(Fault):
    """The same event is delivered more than once, some time apart."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.placed",)

    spread: Range = setting("spread", DURATION_RANGE, "Delay after the first delivery.", "10s..20m")
    copies: int = setting("copies", between(1, 20), "Extra deliveries of each event hit.", "1")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        low, width = self.spread.low, self.spread.high - self.spread.low
        return Duplicate(tuple(low + int(chance(f"copy {copy}") * width) for copy in range(self.copies)))
