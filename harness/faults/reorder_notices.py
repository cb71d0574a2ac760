"""No order of delivery was ever promised."""

from __future__ import annotations

from typing import Any, ClassVar

from harness.exchange import Fate, Notice, Overtaken
from harness.operations import Seam
from harness.spec import Key
from harness.streams import Chance
from harness.values import LASTING


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
