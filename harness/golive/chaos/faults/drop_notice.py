"""Loss of notices whose sender received a confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import LoseNotice, Outcome


@dataclass(frozen=True, slots=True)
class DropNotice(Fault):
    """A notice is taken from the shop and never delivered; the shop believes it was."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.*",)

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return LoseNotice()
