"""Payment methods that are not set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PaymentMethods(Rule):
    """Orders with a payment method that is not set up."""

    code: ClassVar[str] = "unknown_payment_method"
    place: ClassVar[Place] = Place("payment.method")
    emerges: ClassVar[str] = "the shop has a new payment method that is not set up in the ERP"

    methods: tuple[str, ...] = setting(
        "methods", "texts", "The payment methods that are set up; empty: all.", ()
    )

    def at_create(self, books: Books) -> Check | None:
        methods = self.methods
        if not methods:
            return None

        def check(order: Order, document: Document | None) -> str:
            if document is None:
                return NOT_APPLICABLE
            if order.payment_method in methods:
                return ""
            raise RuleRefused(
                "payment_methods",
                "unknown_payment_method",
                f"payment method {order.payment_method[:64]!r} is not set up; use one of {', '.join(methods)}",
                "payment.method",
                {"methods": list(methods)},
            )

        return check
