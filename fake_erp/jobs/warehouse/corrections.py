"""Stock corrections: breakage and theft are written off when they are noticed."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.chance import between, happens
from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Moments
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Corrections(Regular):
    """Writes off units that are broken or missing."""

    at: Moments | None = setting("at", "moments", "When stock is inspected.", None)
    share: float = setting("share", "share", "Share of the items with missing units.", 0.005)
    units: int = setting("units", "whole", "Most missing units of an item.", 2, least=1)

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        when = erp.now()
        for row in list(erp.stock.rows()):
            if row.on_hand > 0 and happens(
                self.share, erp.salt, "corrections", row.item, row.warehouse, when
            ):
                units = between(1, self.units, erp.salt, "corrections.units", row.item, row.warehouse, when)
                lost = units * row.scale
                missing = lost if erp.config.negative_stock else min(lost, row.on_hand)
                erp.stock.correct(row.item, row.warehouse, -missing, "shrinkage")
