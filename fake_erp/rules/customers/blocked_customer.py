"""No orders for customers that are blocked.

Modelled on Business Central (field Blocked of a customer), ERPNext (disabled and frozen customers) and Odoo (sales
warnings do not block the API).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class BlockedCustomer(Rule):
    """Orders of customers that are blocked."""

    code: ClassVar[str] = "customer_blocked"
    place: ClassVar[Place] = Place("customer")
    emerges: ClassVar[str] = "the accounts department has blocked the customer"

    mode: str = setting("mode", "choice", "What happens to them.", "refuse", choices=("refuse", "accept"))

    release: str = setting(
        "release",
        "choice",
        "What happens to saved orders of a blocked customer at release.",
        "accept",
        choices=("accept", "hold", "refuse"),
    )

    def at_create(self, books: Books) -> Check | None:
        return None if self.mode == "accept" else _check

    def at_release(self, books: Books) -> Check | None:
        """Checked at release, also when an order is created and released in one call."""
        return {"accept": None, "hold": _hold, "refuse": _check}[self.release]


def _hold(order: Order, document: Document | None) -> str:
    return "customer_blocked" if order.customer.blocked else ""


def _check(order: Order, document: Document | None) -> str:
    if order.customer.blocked:
        raise RuleRefused(
            "blocked_customer",
            "customer_blocked",
            f"customer {order.customer.number} is blocked for orders; ask the accounts department",
            "customer",
        )
    return ""
