"""A header of answers that has changed, as behind another proxy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import PROSE, word
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import ChangeReply, Outcome, SetHeader

HEADER = word("the name of a header such as Retry-After", r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class PatchHeader(Fault):
    """A header of answers is removed, added, or has another value."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    header: str = setting("header", HEADER, "Its name.")
    to: str = setting("to", PROSE, "Its value; `none` removes it.", "none")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return ChangeReply(SetHeader(self.header, "" if self.to == "none" else self.to))
