"""The worst moment for a connection to break: after the work was done."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Exchange, Fate, LoseReply
from golive.wire.operations import Seam


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
