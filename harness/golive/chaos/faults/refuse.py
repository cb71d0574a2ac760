"""A gateway that turns calls away."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import DURATION, between
from golive.sim.seeding import Chance
from golive.wire.messages import Exchange, Fate, Refuse
from golive.wire.operations import Seam


class RefuseCalls:
    """Calls are answered with an error status and certainly not applied."""

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("status", between(400, 599, "an HTTP status"), default="503", doc="The status of the answer."),
        Key("retry_after", DURATION, default=None, doc="Sent as Retry-After, in whole seconds."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        wait_ms = settings["retry_after"]
        self._status = settings["status"]
        self._retry_after_s = None if wait_ms is None else -(-wait_ms // 1000)

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return Refuse(self._status, self._retry_after_s, html=exchange.system == "shop")
