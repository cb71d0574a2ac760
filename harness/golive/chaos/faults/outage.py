"""Outages of a whole system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import Hang, Outcome, Refuse


@dataclass(frozen=True, slots=True)
class Outage(Fault):
    """Nothing gets through: no connection, silence, or a maintenance page."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp",)
    ACTS_ON: ClassVar[tuple[str, ...]] = ("erp", "shop")

    how: str = setting(
        "how",
        choice("refused", "hang", "maintenance"),
        "`refused`: no connection; `hang`: swallowed without an answer; `maintenance`: a 503 page.",
        "refused",
    )

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        if self.how == "hang":
            return Hang()
        return Refuse(503, html=True) if self.how == "maintenance" else Refuse(None)
