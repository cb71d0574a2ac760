"""The ERP says yes and forgets."""

from __future__ import annotations

from typing import Any, ClassVar

from harness.exchange import DropSilently, Exchange, Fate
from harness.operations import Seam
from harness.spec import Key
from harness.streams import Chance


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
