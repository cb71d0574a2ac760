"""A network that carries nothing between the integration and a system, in one direction or in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Notice, Row, Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import PASS, CutNotice, Hang, LoseReply, Outcome


@dataclass(frozen=True, slots=True)
class Partition(Fault):
    """Nothing gets through between the integration and a system: calls, answers, events and their confirmations."""

    SEAM: ClassVar[Seam] = "link"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    cuts: str = setting(
        "cuts",
        choice("both", "to_system", "from_system"),
        "Directions: `to_system` loses calls and confirmations of events; `from_system` loses events, and answers of "
        "calls that are applied.",
        "both",
    )

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        if isinstance(subject, Row):
            return PASS
        if isinstance(subject, Notice):
            return CutNotice(arrives=self.cuts == "to_system")
        return LoseReply("timeout") if self.cuts == "from_system" else Hang()
