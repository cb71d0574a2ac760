"""Accounting closes its books."""

from __future__ import annotations

from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.keys.declare import Key
from golive.keys.value_kinds import word

_PERIOD = word("a month such as 2025-11", r"[0-9]{4}-(?:0[1-9]|1[0-2])")


class ClosePeriod:
    """Accounting closes a posting period: nothing can be dated into it any more."""

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("period", _PERIOD, default=None, doc="The month; without it, the one it happens in."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._period: str | None = settings["period"]

    def begin(self, erp: Erp, shop: Shop) -> str:
        self._period = self._period or erp.calendar.period_of(erp.now())
        before = list(erp.calendar.closed)
        erp.close_period(self._period)
        return "" if list(erp.calendar.closed) == before else f"posting period {self._period} is closed"

    def end(self, erp: Erp, shop: Shop) -> None:
        assert self._period is not None, "what ends has begun"
        erp.open_period(self._period)
