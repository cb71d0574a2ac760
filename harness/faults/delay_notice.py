"""A queue that is long today."""

from __future__ import annotations

from typing import Any, ClassVar

from harness.exchange import Fate, Late, Notice
from harness.operations import Seam
from harness.spec import Key
from harness.streams import Chance
from harness.values import DURATION_RANGE


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
