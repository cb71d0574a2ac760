"""Price changes: some list prices change."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.chance import between, happens
from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Moments
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PriceChanges(Regular):
    """Some list prices change; orders keep the prices they were created with."""

    at: Moments | None = setting("at", "moments", "When prices change.", None)
    share: float = setting("share", "share", "Share of the items that change.", 0.02)
    most: float = setting("most", "share", "Largest change, up or down.", 0.1)

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        when = erp.now()
        for item in list(erp.items.by_sku.values()):
            if item.status == "active" and happens(self.share, erp.salt, "prices", item.sku, when):
                most_bp = round(self.most * 10_000)
                by_bp = between(-most_bp, most_bp, erp.salt, "prices.by", item.sku, when)
                cents = max(1, (item.price_cents * (10_000 + by_bp) + 5_000) // 10_000)
                erp.items.set_price(item.sku, cents, "people")
