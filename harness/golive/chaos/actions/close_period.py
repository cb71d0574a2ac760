"""Operations on posting periods: close and reopen."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import optional
from golive.keys.value_kinds import word

_PERIOD = word("a month such as 2025-11", r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def close(erp: Erp, period: str, module: str = "all", soft: bool = False) -> bool:
    """Close a month for a module; `soft`: it may be reopened. Returns whether the closed periods changed."""
    before = list(erp.calendar.closed)
    erp.close_period(period, module, soft)
    return list(erp.calendar.closed) != before


def reopen(erp: Erp, period: str, module: str = "all") -> None:
    """Open a closed month again for a module."""
    erp.open_period(period, module)


@dataclass(frozen=True, slots=True)
class ClosePeriod(Action):
    """Accounting closes a posting period: nothing can be dated into it any more."""

    period: str | None = optional("period", _PERIOD, "The month; by default the current one.")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        period = self.period or erp.calendar.period_of(erp.now())
        is_new = close(erp, period)
        return Begun(f"posting period {period} is closed" if is_new else "", lambda: reopen(erp, period))
