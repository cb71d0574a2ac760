"""The payment of a prepaid order must equal its total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.accounting.currencies import to_home
from fake_erp.accounting.money import amount_text
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.settings import Amount, setting


@dataclass(frozen=True, slots=True)
class PaymentAmount(Rule):
    """Prepaid orders whose payment differs from the total computed by the ERP."""

    about: ClassVar[str] = "a prepaid order"
    code: ClassVar[str] = "payment_mismatch"
    place: ClassVar[Place] = Place("payment.amount")
    emerges: ClassVar[str] = "the shop rounds taxes or splits discounts in another way"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "hold", "refuse"))
    tolerance: Amount = setting(
        "tolerance", "money", "Largest difference that is accepted.", Amount(5, "EUR")
    )

    def at_create(self, books: Books) -> Check | None:
        return self._check() if self.mode == "refuse" else None

    def at_release(self, books: Books) -> Check | None:
        return self._check() if self.mode == "hold" else None

    def _check(self) -> Check:
        tolerance, refuse = self.tolerance.cents, self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            apart = to_home(abs(order.payment_cents - order.total_cents), order.rate_micro)
            if not order.prepaid:
                return NOT_APPLICABLE
            if apart <= tolerance:
                return ""
            if refuse:
                raise RuleRefused(
                    "payment_amount",
                    "payment_mismatch",
                    (
                        Place("payment.amount"),
                        f" is {amount_text(order.payment_cents)}, the order comes to "
                        f"{amount_text(order.total_cents)}; send lines, discounts and shipping that add up",
                    ),
                    "payment.amount",
                    {"total": amount_text(order.total_cents), "paid": amount_text(order.payment_cents)},
                )
            return "payment_amount"

        return check
