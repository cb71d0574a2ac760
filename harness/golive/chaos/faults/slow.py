"""A slow system or a slow network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.times import DISTRIBUTION, Distribution
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import Delay, Outcome


@dataclass(frozen=True, slots=True)
class Slow(Fault):
    """Answers take longer; callers may give up while the work goes on."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    latency: Distribution = setting(
        "latency", DISTRIBUTION, "Time added to each call, such as `lognormal 400ms p99 6s`."
    )
    part: str = setting(
        "part", choice("travel", "service"), "`travel`: on the network; `service`: in the system.", "service"
    )

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return Delay(self.latency.sample(chance("latency")), "travel" if self.part == "travel" else "service")
