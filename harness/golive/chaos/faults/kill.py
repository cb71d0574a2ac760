"""Kills of the candidate: a deployment, a crash, a lost machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import optional, setting
from golive.keys.process_name import PROCESS, PROCESS_DOC
from golive.keys.value_kinds import LASTING, between, choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import KillCandidate, Outcome


@dataclass(frozen=True, slots=True)
class Kill(Fault):
    """The integration is killed and started again; it keeps only what it has stored."""

    SEAM: ClassVar[Seam] = "process"

    down_ms: int = setting("down", LASTING, "Time until it is started again.", "1m")
    when: str | None = optional(
        "when",
        choice("before", "after"),
        "With `on`: `before` the call is sent, or `after` the system has carried it out (the default) and "
        "before the answer arrives.",
    )
    times: int = setting(
        "times", between(1, 1000), "How often at most; by the clock: how often, spread over `at`.", "1"
    )
    process: str | None = optional("process", PROCESS, PROCESS_DOC)

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return self.by_clock()

    def at_most(self) -> int:
        return self.times

    def by_clock(self) -> KillCandidate:
        return KillCandidate(self.down_ms, "before" if self.when == "before" else "after", self.process or "")
