"""No orders for customers that are blocked."""

from __future__ import annotations

from fake_erp.config import Rules
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check


def build(books: Books, rules: Rules) -> Check | None:
    return None if rules.blocked_customer == "accept" else _check


def _check(order: Order, document: Document | None) -> str:
    if order.customer.blocked:
        raise RuleRefused(
            "blocked_customer",
            "customer_blocked",
            f"customer {order.customer.number} is blocked for orders; ask the accounts department",
            "customer",
        )
    return ""
