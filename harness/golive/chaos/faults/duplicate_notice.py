"""At-least-once delivery, taken at its word."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import DURATION_RANGE, between
from golive.sim.seeding import Chance
from golive.wire.messages import Again, Fate, Notice
from golive.wire.operations import Seam


class DuplicateNotice:
    """The same event is delivered more than once, some time apart."""

    SEAM: ClassVar[Seam] = "notice"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("shop.order.placed",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("spread", DURATION_RANGE, default="10s..20m", doc="How long after the first delivery."),
        Key("copies", between(1, 20), default="1", doc="Extra deliveries of each event hit."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._spread = settings["spread"]
        self._copies = settings["copies"]

    def judge(self, notice: Notice, chance: Chance) -> Fate:
        low, width = self._spread.low, self._spread.high - self._spread.low
        return Again(tuple(low + int(chance(f"copy {copy}") * width) for copy in range(self._copies)))
