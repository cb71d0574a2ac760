"""Customers are billed in the currency of their account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class OrderCurrency(Rule):
    """Orders in another currency than that of the customer's account."""

    about: ClassVar[str] = "an order of its customer groups"
    code: ClassVar[str] = "wrong_currency"
    place: ClassVar[Place] = Place("currency")

    currencies: tuple[str, ...] = setting(
        "currencies", "codes", "The currencies of accounts; empty: all.", ()
    )
    groups: tuple[str, ...] = setting("groups", "texts", "Only customers of these groups.", ())

    def at_create(self, books: Books) -> Check | None:
        kept, groups = self.currencies, self.groups
        if not kept:
            return None

        def check(order: Order, document: Document | None) -> str:
            if groups and order.customer.group not in groups:
                return NOT_APPLICABLE
            if order.currency not in kept:
                raise _wrong(order, kept)
            return ""

        return check


def _wrong(order: Order, kept: tuple[str, ...]) -> RuleRefused:
    return RuleRefused(
        "order_currency",
        "wrong_currency",
        f"the account of customer {order.customer.number} is kept in {' or '.join(kept)}; "
        "use another customer for other currencies",
        "currency",
        {"customer": order.customer.number, "currencies": list(kept)},
    )
