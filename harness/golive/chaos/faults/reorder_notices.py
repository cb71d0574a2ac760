"""No order of delivery was ever promised."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import LASTING
from golive.sim.seeding import Chance
from golive.wire.messages import Fate, Notice, Overtaken
from golive.wire.operations import Seam


class ReorderNotices:
    """A notice arrives after the next one about the same record."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("within", LASTING, default="10m", doc="How long it waits to be overtaken at most."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._within: int = settings["within"]

    def judge(self, notice: Notice, chance: Chance) -> Fate:
        return Overtaken(self._within)
