"""The worst moment for a connection to break: after the work was done."""

from __future__ import annotations

from typing import Any, ClassVar

from harness.exchange import Exchange, Fate, LoseReply
from harness.operations import Seam
from harness.spec import Key
from harness.streams import Chance
from harness.values import choice


class LoseReplies:
    """The call is applied, its answer never arrives."""

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key(
            "how",
            choice("timeout", "reset"),
            default="timeout",
            doc="`timeout`: silence until the caller gives up; `reset`: the connection breaks.",
        ),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._fate = LoseReply(settings["how"])

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return self._fate
