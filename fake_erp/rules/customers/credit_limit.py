"""Releasing an order must not take its customer over the credit limit.

Modelled on SAP S/4HANA (TotalCreditCheckStatus B: saved and blocked), ERPNext ("Credit limit has been crossed",
refused on submit) and Odoo (a warning only).
"""

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
class CreditLimit(Rule):
    """Orders that would take their customer over the credit limit.

    Exposure is open invoices, uninvoiced orders and this order; prepaid orders neither count nor fail.
    """

    about: ClassVar[str] = "an order on account"
    code: ClassVar[str] = "credit_limit"
    place: ClassVar[Place] = Place("customer")
    emerges: ClassVar[str] = "earlier orders of the customer are not paid yet"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "hold", "refuse"))
    credit: Amount = setting(
        "credit", "money", "Credit limit of a customer that buys on account.", Amount(500_000, "EUR")
    )

    def at_release(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        refuse = self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            if order.prepaid:
                return NOT_APPLICABLE
            customer = order.customer
            saved = order.number != ""
            exposure = customer.exposure_cents
            if not saved:
                exposure += to_home(order.total_cents, order.rate_micro)
            if exposure <= customer.credit_limit_cents:
                return ""
            if refuse:
                raise _exceeded(order, exposure)
            return "credit_limit"

        return check


def _exceeded(order: Order, exposure_cents: int) -> RuleRefused:
    customer = order.customer
    return RuleRefused(
        "credit_limit",
        "credit_limit",
        f"order would take customer {customer.number} over the limit; take a prepayment or raise it",
        "customer",
        {
            "customer": customer.number,
            "limit": amount_text(customer.credit_limit_cents),
            "exposure": amount_text(exposure_cents),
        },
    )
