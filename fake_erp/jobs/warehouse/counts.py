"""Stock-taking: a warehouse is frozen while it is counted, and counts differ from the books."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.chance import between, happens
from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.model import StockRow
from fake_erp.schedules import Moments
from fake_erp.settings import setting

HOUR_MS = 3_600_000
_UNTIL, _NUMBER = "counts.until", "counts.number"


@dataclass(frozen=True, slots=True)
class Counts(Regular):
    """Freezes, counts and corrects one warehouse after the other."""

    at: Moments | None = setting("at", "moments", "When a count begins.", None)
    lasts_ms: int = setting(
        "lasts",
        "duration",
        "Duration of a count, during which the warehouse is frozen.",
        2 * HOUR_MS,
        least=1,
    )
    wrong: float = setting("wrong", "share", "Share of the items with a difference.", 0.02)
    units: int = setting("units", "whole", "Largest difference in units.", 3, least=1)

    def timetable(self) -> Moments | None:
        return self.at

    def next_ms(self, erp: Installation) -> int | None:
        until_ms = erp.diary.get(_UNTIL)
        return Regular.next_ms(self, erp) if until_ms is None else max(until_ms, erp.now() + 1)

    def work(self, erp: Installation) -> None:
        number = erp.diary.get(_NUMBER, 0)
        warehouse = erp.warehouses[number % len(erp.warehouses)]
        if erp.diary.pop(_UNTIL, None) is None:
            if warehouse not in erp.stock.frozen:
                erp.stock.freeze(warehouse, "stock-taking")
            erp.diary[_UNTIL] = erp.now() + self.lasts_ms
            return
        erp.diary[_NUMBER] = number + 1
        changed = 0
        for row in [row for row in erp.stock.rows() if row.warehouse == warehouse and row.change]:
            changed += self._count(erp, row, str(number))
        if erp.stock.frozen.get(warehouse) == "stock-taking":
            erp.stock.thaw(warehouse)
        erp.capacity.hold(("stock",), changed * erp.config.lock_ms, "count")

    def _count(self, erp: Installation, row: StockRow, number: str) -> bool:
        key = (row.item, row.warehouse, number)
        if not happens(self.wrong, erp.salt, "counts", *key):
            return False
        found = between(-self.units, self.units - 1, erp.salt, "counts.units", *key)
        difference = (found if found < 0 else found + 1) * row.scale
        erp.stock.count(row.item, row.warehouse, max(0, row.on_hand + difference))
        return True
