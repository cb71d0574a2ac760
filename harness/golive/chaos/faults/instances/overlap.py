"""Two instances of the candidate at once: a rolling deploy, a second replica, a forgotten process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import LASTING, between, choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import Outcome, OverlapInstances


@dataclass(frozen=True, slots=True)
class Overlap(Fault):
    """A second instance is started beside the first, on the same stored data; the first is ended later."""

    SEAM: ClassVar[Seam] = "process"
    BY_CALLS: ClassVar[bool] = False
    NEEDS: ClassVar[str] = "instances"

    lasts_ms: int = setting(
        "for",
        LASTING,
        "How long both run before the first is ended; until the traffic ends at the latest.",
        "5m",
    )
    version: str = setting(
        "version",
        choice("same", "next"),
        "What the second runs: the same, or `next` of the candidate file.",
        "same",
    )
    times: int = setting("times", between(1, 1000), "How often, spread over `at`.", "1")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return self.by_clock()

    def at_most(self) -> int:
        return self.times

    def by_clock(self) -> OverlapInstances:
        return OverlapInstances(self.lasts_ms, "next" if self.version == "next" else "same")
