"""A wrong clock of the candidate: a machine without time synchronisation, a restored virtual machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.signed_duration import SIGNED_DURATION
from golive.keys.value_kinds import LASTING, between
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import Outcome, SkewCandidateClock


@dataclass(frozen=True, slots=True)
class ClockSkew(Fault):
    """The integration's own clock is wrong, and is set right again later; the systems' clocks are not."""

    SEAM: ClassVar[Seam] = "process"
    BY_CALLS: ClassVar[bool] = False
    NEEDS: ClassVar[str] = "clock"

    by_ms: int = setting("by", SIGNED_DURATION, "How far it is ahead, or behind with a minus.")
    lasts_ms: int = setting(
        "for", LASTING, "How long; it is right again when the traffic ends at the latest.", "30m"
    )
    times: int = setting("times", between(1, 1000), "How often, spread over `at`.", "1")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return self.by_clock()

    def at_most(self) -> int:
        return self.times

    def by_clock(self) -> SkewCandidateClock:
        return SkewCandidateClock(self.by_ms, self.lasts_ms)
