"""Minimum order value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.accounting.currencies import to_home
from fake_erp.accounting.money import amount_text
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import Amount, setting


@dataclass(frozen=True, slots=True)
class MinimumOrder(Rule):
    """Orders below the minimum order value of the company."""

    code: ClassVar[str] = "below_minimum"
    place: ClassVar[Place] = Place("lines")

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "hold", "refuse"))
    value: Amount = setting("value", "money", "The minimum total.", Amount(2_000, "EUR"))

    def at_create(self, books: Books) -> Check | None:
        return self._check() if self.mode == "refuse" else None

    def at_release(self, books: Books) -> Check | None:
        return self._check() if self.mode == "hold" else None

    def _check(self) -> Check:
        least, refuse = self.value.cents, self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            if to_home(order.total_cents, order.rate_micro) >= least:
                return ""
            if refuse:
                raise _too_small(order, least)
            return "minimum_order"

        return check


def _too_small(order: Order, least_cents: int) -> RuleRefused:
    return RuleRefused(
        "minimum_order",
        "below_minimum",
        f"the order total is {amount_text(order.total_cents)}; orders of less than {amount_text(least_cents)} "
        "are not accepted",
        "lines",
        {"minimum": amount_text(least_cents), "total": amount_text(order.total_cents)},
    )
