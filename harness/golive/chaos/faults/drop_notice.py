"""Somebody in between says thank you and forgets."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.sim.seeding import Chance
from golive.wire.messages import Fate, Lost, Notice
from golive.wire.operations import Seam


class DropNotice:
    """A notice is taken from the shop and never delivered; the shop believes it was."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = ()

    def __init__(self, settings: dict[str, Any]) -> None:
        pass

    def judge(self, notice: Notice, chance: Chance) -> Fate:
        return Lost()
