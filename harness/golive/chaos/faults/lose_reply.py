"""Loss of replies after the call was applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import LoseReply, Outcome, TruncateReply


@dataclass(frozen=True, slots=True)
class LoseReplies(Fault):
    """The call is applied, its answer never arrives."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)

    how: str = setting(
        "how",
        choice("timeout", "reset", "truncated"),
        "`timeout`: silence until the caller gives up; `reset`: the connection breaks; `truncated`: it breaks in the "
        "middle of the answer.",
        "timeout",
    )

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        if self.how == "truncated":
            return TruncateReply()
        return LoseReply("reset" if self.how == "reset" else "timeout")
