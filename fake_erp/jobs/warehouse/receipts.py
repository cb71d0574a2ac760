"""Goods receipts: items that run low are topped up."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Moments
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Receipts(Regular):
    """Tops up items that run low."""

    at: Moments | None = setting("at", "moments", "When goods arrive.", None)
    below: int = setting("below", "whole", "Items with fewer free units than this are topped up.", 20)
    to: int = setting("to", "whole", "Free units after a receipt.", 200)

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        erp.stock.top_up(self.below, self.to)
