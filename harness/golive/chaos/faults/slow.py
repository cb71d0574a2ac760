"""A slow system or a slow network."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.times import DISTRIBUTION
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Delay, Exchange, Fate
from golive.wire.operations import Seam


class Slow:
    """Answers take longer; callers may give up while the work goes on."""

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("latency", DISTRIBUTION, doc="Time added to each call, such as `lognormal 400ms p99 6s`."),
        Key(
            "part", choice("travel", "service"), default="service", doc="On the road, or while being served."
        ),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._latency = settings["latency"]
        self._part = settings["part"]

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return Delay(self._latency.sample(chance("latency")), self._part)
