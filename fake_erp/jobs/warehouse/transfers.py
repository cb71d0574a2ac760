"""Stock transfers from the warehouse with the most free units to the one that is short."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.model import StockRow
from fake_erp.schedules import Moments
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Transfers(Regular):
    """Moves items from the warehouse with the most free units to one that is short."""

    at: Moments | None = setting("at", "moments", "When goods are transferred.", None)
    below: int = setting(
        "below", "whole", "A warehouse with fewer free units of an item than this is short.", 10
    )

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        for _, of_item in groupby(list(erp.stock.rows()), lambda row: row.item):
            rows = [row for row in of_item if row.warehouse not in erp.stock.frozen]
            if len(rows) < 2:
                continue
            short, full = min(rows, key=_free), max(rows, key=_free)
            half = (_free(full) - _free(short)) // 2
            if _free(short) < self.below * short.scale and half > 0:
                erp.stock.transfer(full.item, full.warehouse, short.warehouse, min(half, _free(full)))


def _free(row: StockRow) -> int:
    return row.on_hand - row.allocated
