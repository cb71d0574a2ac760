"""A queue that is long today."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import DURATION_RANGE
from golive.sim.seeding import Chance
from golive.wire.messages import Fate, Late, Notice
from golive.wire.operations import Seam


class DelayNotice:
    """A notice arrives much later than it was sent."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("by", DURATION_RANGE, default="1m..30m", doc="How much later."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._by = settings["by"]

    def judge(self, notice: Notice, chance: Chance) -> Fate:
        return Late(self._by.low + int(chance("by") * (self._by.high - self._by.low)))
