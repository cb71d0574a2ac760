"""One order per external reference. Off by default, as in most real systems."""

from __future__ import annotations

from fake_erp.config import Rules
from fake_erp.errors import DuplicateReference
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check


def build(books: Books, rules: Rules) -> Check | None:
    """A cancelled order keeps its reference."""
    if rules.duplicate_reference == "accept":
        return None
    by_reference = books.orders.by_reference

    def check(order: Order, document: Document | None) -> str:
        taken = by_reference.get(order.external_reference)
        if taken:
            number = taken[0].number
            raise DuplicateReference(
                f"external_reference {order.external_reference!r} belongs to order {number}; use that order",
                "external_reference",
                {"number": number},
            )
        return ""

    return check
