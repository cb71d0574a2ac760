"""Orders are released when they are paid, or on account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PaymentFirst(Rule):
    """Orders that are neither paid nor on account."""

    code: ClassVar[str] = "not_paid"
    place: ClassVar[Place] = Place("payment.prepaid")
    emerges: ClassVar[str] = "the order came before its payment"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "hold", "refuse"))
    on_account: tuple[str, ...] = setting(
        "on_account", "texts", "Payment methods that are on account.", ("invoice",)
    )

    def at_release(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        on_account, refuse = self.on_account, self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            if (
                order.prepaid
                or order.payment_method in on_account
                or order.paid_ahead_cents >= order.total_cents
            ):
                return ""
            if refuse:
                raise RuleRefused(
                    "payment_first",
                    "not_paid",
                    "the order is neither prepaid nor on account; release it when the payment is there",
                    "payment.prepaid",
                )
            return "payment"

        return check
