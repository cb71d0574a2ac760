"""Pages of a list with rows that are missing, repeated, or not in the order that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import ChangeReply, ChangeRows, Outcome

HOWS: dict[str, Literal["skip", "repeat", "reverse"]] = {
    "skip": "skip",
    "repeat": "repeat",
    "reverse": "reverse",
}


@dataclass(frozen=True, slots=True)
class PatchRows(Fault):
    """A page of a list lacks a row, has one twice, or ignores the order that was asked for."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.list",)

    how: str = setting(
        "how",
        choice(*HOWS),
        "`skip`: the first row of a page is missing; `repeat`: it comes twice; `reverse`: rows in the reverse order.",
        "repeat",
    )

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return ChangeReply(ChangeRows(HOWS[self.how]))
