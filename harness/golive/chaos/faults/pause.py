"""A virtual machine that freezes, a collector of garbage that takes its time."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import LASTING, between
from golive.sim.seeding import Chance
from golive.wire.messages import Exchange, Fate, Frozen
from golive.wire.operations import Seam


class Pause:
    """The integration stands still and then goes on as if nothing had been; the world does not wait."""

    SEAM: ClassVar[Seam] = "process"
    BY_CALLS: ClassVar[bool] = False
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ()
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("for", LASTING, doc="How long it stands still; until the traffic ends at most."),
        Key("times", between(1, 1000), default="1", doc="How often, spread over `at`."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self.times: int = settings["times"]
        self.fate = Frozen(settings["for"])

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return self.fate
