"""One order per external reference. Off by default, as in most real systems.

Modelled on NetSuite (externalId: refused), ERPNext (Selling Settings, sales orders against a customer's purchase
order: warns or refuses) and Odoo, SAP Business One and Business Central (accepted).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import DuplicateReference, Place
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting

REPEATED = "external_reference is also that of order "
"""How the warning begins; the number of the earlier order follows."""


@dataclass(frozen=True, slots=True)
class DuplicateReferences(Rule):
    """A second order with the same external reference. A cancelled order keeps its reference."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "duplicate_reference"
    place: ClassVar[Place] = Place("external_reference")
    emerges: ClassVar[str] = "an order with the reference exists"

    mode: str = setting(
        "mode", "choice", "What happens to it.", "accept", choices=("accept", "warn", "refuse")
    )

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "accept":
            return None
        by_reference, warn = books.orders.by_reference, self.mode == "warn"

        def check(order: Order, document: Document | None) -> str:
            taken = by_reference.get(order.external_reference)
            if taken and all(other.number != order.number for other in taken):
                number = taken[0].number
                if warn:
                    order.warnings += (f"{REPEATED}{number}",)
                    return ""
                raise DuplicateReference(
                    (
                        Place("external_reference"),
                        f" {order.external_reference!r} belongs to order {number}; use that order",
                    ),
                    "external_reference",
                    {"number": number},
                )
            return ""

        return check

    def at_update(self, books: Books) -> Check | None:
        return self.at_create(books)
