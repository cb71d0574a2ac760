"""A slow system or a slow network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.latencies import DISTRIBUTION, Distribution
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import Delay, Outcome


@dataclass(frozen=True, slots=True)
class Slow(Fault):
    """Answers take longer; callers may give up while the work goes on."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    latency: Distribution = setting(
        "latency",
        DISTRIBUTION,
        "Time added to each call, such as `lognormal 400ms p99 6s`; also `normal 400ms sd 90ms`, "
        "`pareto 200ms p99 8s`, and `samples 90ms 120ms 3s`, of which each is as likely.",
    )
    part: str = setting(
        "part",
        choice("travel", "service", "answer"),
        "`travel`: on the way to the system; `service`: in it; `answer`: on the way back, once it is applied.",
        "service",
    )

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        delay_ms = self.latency.sample(chance("latency"))
        if self.part == "answer":
            return Delay(delay_ms, "answer")
        return Delay(delay_ms, "travel" if self.part == "travel" else "service")
