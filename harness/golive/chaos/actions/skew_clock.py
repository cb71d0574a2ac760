"""A wrong clock of one system: a server without time synchronisation, which is corrected by a jump."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.signed_duration import SIGNED_DURATION, show_signed
from golive.keys.value_kinds import choice
from golive.record.ledger import Emit
from golive.sim import SystemClock


@dataclass(frozen=True, slots=True)
class SkewClock(Action):
    """A system's own clock is wrong: its dates, expiries and filters by date follow it."""

    system: str = setting("system", choice("erp", "shop"), "Whose clock.")
    by_ms: int = setting("by", SIGNED_DURATION, "How far it is ahead, or behind with a minus.")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        now, emit = (erp.now, erp.emit) if self.system == "erp" else (shop.now, shop.emit)
        if not isinstance(now, SystemClock):
            raise TypeError(f"{self.system}: expected a clock that can be set, got {type(now).__name__}")
        before_ms = now.by_ms
        _set(now, emit, self.system, self.by_ms)
        way = "behind" if self.by_ms < 0 else "ahead"
        what = f"the clock of the {self.system} is {show_signed(abs(self.by_ms))} {way}"
        return Begun(what, partial(_set, now, emit, self.system, before_ms))


def _set(clock: SystemClock, emit: Emit, system: str, by_ms: int) -> None:
    clock.by_ms = by_ms
    if system == "erp":
        emit("erp.clock.set", {}, {"by_ms": by_ms})
    else:
        emit("shop.clock.set", {}, {"by_ms": by_ms})
