"""Releasing an order must not take its customer over the credit limit."""

from __future__ import annotations

from fake_erp.config import Rules
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.money import amount_text
from fake_erp.rules.base import Books, Check


def build(books: Books, rules: Rules) -> Check | None:
    """Exposure is open invoices, uninvoiced orders and this order; prepaid orders neither count nor fail."""
    if rules.credit_limit == "off":
        return None
    refuse = rules.credit_limit == "refuse"

    def check(order: Order, document: Document | None) -> str:
        if order.prepaid:
            return ""
        customer = order.customer
        saved = order.number != ""
        exposure = customer.exposure_cents + (0 if saved else order.total_cents)
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
