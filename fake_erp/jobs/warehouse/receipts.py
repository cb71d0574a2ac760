"""Receipts: goods that come in and top up what runs low."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Moments
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Receipts(Regular):
    """Goods come in for whatever runs low."""

    at: Moments | None = setting("at", "moments", "When.", None)
    below: int = setting("below", "whole", "What has fewer free units than this is topped up ...", 20)
    to: int = setting("to", "whole", "... to so many.", 200)

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        erp.stock.top_up(self.below, self.to)
