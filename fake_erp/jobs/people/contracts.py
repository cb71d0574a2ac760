"""Contracts: some customers get contract prices. The shop is not notified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_erp.chance import happens
from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.jobs.people.inbox import fetch
from fake_erp.schedules import Moments
from fake_erp.settings import setting

if TYPE_CHECKING:
    from fake_erp.model import Customer


@dataclass(frozen=True, slots=True)
class Contracts(Regular):
    """Some customers get contract prices, once each; `rules.price_deviation` decides on their orders."""

    at: Moments | None = setting(
        "at", "moments", "When contracts with the customers added since the last time begin.", None
    )
    share: float = setting("share", "share", "Share of the customers with a contract.", 0.3)
    items: float = setting("items", "share", "Share of the items in a contract.", 0.2)
    discount: float = setting("discount", "share", "Discount from the list price.", 0.1)

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        seen = erp.inboxes.setdefault("contracts", {})
        for customer in fetch(erp, erp.customers.feed, "contracts"):
            if customer.number not in seen:
                seen[customer.number] = erp.now()
                if happens(self.share, erp.salt, "contracts", customer.number):
                    self._sign(erp, customer)

    def _sign(self, erp: Installation, customer: Customer) -> None:
        kept_bp, now = 10_000 - round(self.discount * 10_000), erp.now()
        for item in list(erp.items.by_sku.values()):
            if happens(self.items, erp.salt, "contracts.items", customer.number, item.sku):
                cents = max(1, (item.price_cents * kept_bp + 5_000) // 10_000)
                erp.prices.set_contract_price(customer.number, item.sku, cents, from_ms=now, by="people")
