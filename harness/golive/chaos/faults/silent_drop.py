"""The ERP says yes and forgets."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.sim.seeding import Chance
from golive.wire.messages import DropSilently, Exchange, Fate
from golive.wire.operations import Seam


class SilentDrop:
    """An order is accepted with a number and nothing is kept."""

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)
    ACTS_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = ()

    def __init__(self, settings: dict[str, Any]) -> None:
        pass

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return DropSilently()
