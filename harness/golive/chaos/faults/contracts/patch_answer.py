"""A field of answers that has changed, as after a release of the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.chaos.faults.contracts.field_change import (
    ANY,
    FIELD_DOC,
    HOW,
    HOW_DOC,
    HOWS,
    PATH,
    TO_DOC,
    WAS_DOC,
    only,
)
from golive.keys.declare import setting
from golive.keys.value_kinds import PROSE
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import ChangeField, ChangeReply, Outcome


@dataclass(frozen=True, slots=True)
class PatchAnswer(Fault):
    """A field of answers is renamed, removed, added, or has another value or type."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.read",)

    field: str = setting("field", PATH, FIELD_DOC)
    how: str = setting("how", HOW, HOW_DOC, "rename")
    to: str = setting("to", PROSE, TO_DOC, "new")
    was: str = setting("was", PROSE, WAS_DOC, ANY)

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return ChangeReply(ChangeField(self.field, HOWS[self.how], self.to, only(self.was)))
