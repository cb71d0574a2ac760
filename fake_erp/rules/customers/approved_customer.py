"""New customers have to be approved before they may order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class ApprovedCustomer(Rule):
    """Orders of customers that are not approved yet."""

    code: ClassVar[str] = "customer_not_approved"
    place: ClassVar[Place] = Place("customer")
    emerges: ClassVar[str] = "the customer is new, and clerks approve customers during working hours"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "hold", "refuse"))

    def at_create(self, books: Books) -> Check | None:
        return _refuse if self.mode == "refuse" else None

    def at_release(self, books: Books) -> Check | None:
        return _hold if self.mode == "hold" else None


def _hold(order: Order, document: Document | None) -> str:
    return "" if order.customer.approval == "approved" else "customer_approval"


def _refuse(order: Order, document: Document | None) -> str:
    if order.customer.approval != "approved":
        raise RuleRefused(
            "approved_customer",
            "customer_not_approved",
            f"customer {order.customer.number} is {order.customer.approval}; wait for its approval",
            "customer",
            {"customer": order.customer.number, "approval": order.customer.approval},
        )
    return ""
