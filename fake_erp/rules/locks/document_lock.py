"""Locks of documents that a user has open.

Modelled on the enqueue locks of SAP S/4HANA: a sales document that is being processed by another user is locked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.chance import happens
from fake_erp.errors import Locked, Place
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Gate, Rule
from fake_erp.settings import setting

PEOPLE = ("petra", "jonas", "mei", "agnes", "ravi", "olga")


@dataclass(frozen=True, slots=True)
class DocumentLock(Rule):
    """Changes of an order that a user has open.

    In each interval of `lasts` a share of all orders is locked, drawn by number and interval.
    """

    about: ClassVar[str] = "a change of an order"
    status: ClassVar[int] = 409
    code: ClassVar[str] = "locked"
    place: ClassVar[Place] = Place("number")
    emerges: ClassVar[str] = "a user has the order open"

    share: float = setting("share", "share", "Share of the orders that are open at any time.", 0.0)
    lasts_ms: int = setting("lasts", "duration", "How long a user keeps an order open.", 120_000, least=1)

    def at_any(self, books: Books) -> Gate | None:
        share, lasts_ms = self.share, max(self.lasts_ms, 1)
        if not share:
            return None
        now, salt, orders = books.now, books.salt, books.orders.by_number

        def gate(request: AccessRequest) -> str:
            number = request.number
            if request.reads or number not in orders or not request.operation.startswith("order."):
                return NOT_APPLICABLE
            stretch = now() // lasts_ms
            if happens(share, salt, "document_lock", number, stretch):
                who = PEOPLE[(stretch + len(number)) % len(PEOPLE)]
                raise Locked(
                    "document_lock",
                    f"order {number} is being edited by {who}; try again later",
                    "number",
                    {"number": number, "locked_by": who},
                )
            return ""

        return gate
