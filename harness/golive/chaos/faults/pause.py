"""Pauses of the candidate: a frozen virtual machine, a long garbage collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import optional, setting
from golive.keys.process_name import PROCESS, PROCESS_DOC
from golive.keys.value_kinds import LASTING, between
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import Outcome, PauseCandidate


@dataclass(frozen=True, slots=True)
class Pause(Fault):
    """The integration stands still and then goes on as if nothing had been; the world does not wait."""

    SEAM: ClassVar[Seam] = "process"
    BY_CALLS: ClassVar[bool] = False

    lasts_ms: int = setting("for", LASTING, "Duration of each pause; it ends with the traffic at the latest.")
    times: int = setting("times", between(1, 1000), "How often, spread over `at`.", "1")
    process: str | None = optional("process", PROCESS, PROCESS_DOC)

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return self.by_clock()

    def at_most(self) -> int:
        return self.times

    def by_clock(self) -> PauseCandidate:
        return PauseCandidate(self.lasts_ms, self.process or "")
