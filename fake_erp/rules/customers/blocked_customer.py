"""No orders for customers that are blocked."""

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

    mode: str = setting("mode", "choice", "What becomes of them.", "refuse", choices=("refuse", "accept"))

    release: str = setting(
        "release",
        "choice",
        "Of orders saved before it was blocked.",
        "accept",
        choices=("accept", "hold", "refuse"),
    )

    def at_create(self, books: Books) -> Check | None:
        return None if self.mode == "accept" else _check

    def at_release(self, books: Books) -> Check | None:
        """At once with its creation too: then the order was accepted although the customer is blocked."""
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
