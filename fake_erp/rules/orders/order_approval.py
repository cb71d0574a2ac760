"""Approval of orders before they are released.

Modelled on SAP Business One (topic "Approval Procedures") and NetSuite (order status Pending Approval).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Approval, Books, Check, Rule
from fake_erp.rules.scope import scope
from fake_erp.settings import Amount, setting


@dataclass(frozen=True, slots=True)
class OrderApproval(Rule):
    """Orders that need approval before they are released."""

    about: ClassVar[str] = "an order of its groups and countries"
    code: ClassVar[str] = "pending_approval"
    place: ClassVar[Place] = Place("status")
    status: ClassVar[int] = 201
    emerges: ClassVar[str] = "the order is above the approval limit of the company"

    mode: str = setting("mode", "choice", "Whether they wait for approval.", "off", choices=("off", "ask"))
    above: Amount = setting("above", "money", "Only orders worth more.", Amount(100_000, "EUR"))
    groups: tuple[str, ...] = setting("groups", "texts", "Only customers of these groups.", ())
    countries: tuple[str, ...] = setting("countries", "codes", "Only orders shipped to these countries.", ())

    def at_release(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        inside = scope(self.groups, (), self.countries)
        applies = scope(self.groups, (), self.countries, self.above)

        def check(order: Order, document: Document | None) -> str:
            if inside is not None and not inside(order, document):
                return NOT_APPLICABLE
            return Approval("order_value") if applies is None or applies(order, document) else ""

        return check

    def at_update(self, books: Books) -> Check | None:
        """Changes of orders that are not drafts are checked too."""
        ask = self.at_release(books)
        if ask is None:
            return None

        def check(order: Order, document: Document | None) -> str:
            return ask(order, document) if order.status != "draft" else NOT_APPLICABLE

        return check
