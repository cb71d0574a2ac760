"""Payments without a reference to match them with a bank statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PaymentReference(Rule):
    """Payments sent without the reference of the bank or the payment provider."""

    about: ClassVar[str] = "a payment that the integration sent"
    code: ClassVar[str] = "missing_reference"
    place: ClassVar[Place] = Place("reference")

    mode: str = setting("mode", "choice", "What happens to them.", "accept", choices=("accept", "refuse"))

    def at_payment(self, books: Books) -> Check | None:
        return None if self.mode == "accept" else _check


def _check(order: Order, document: Document | None) -> str:
    if document is None:
        return NOT_APPLICABLE
    if not document.get("reference"):
        raise RuleRefused(
            "payment_reference",
            "missing_reference",
            f"the payment for order {order.number} has no reference; send that of the bank or the provider",
            "reference",
            {"order": order.number},
        )
    return ""
