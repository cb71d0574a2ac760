"""Nothing is posted into a closed month, neither by the date of the order nor by the current date.

Modelled on SAP Business One (Service Layer, error -4013 "Posting period locked"), NetSuite (date outside the
accounting period), both at entry, and SAP S/4HANA (message F5/201) and Odoo (lock dates), both at posting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PostingPeriods(Rule):
    """Documents dated in a closed month, or entered in one."""

    code: ClassVar[str] = "period_closed"
    place: ClassVar[Place] = Place("ordered_at")
    emerges: ClassVar[str] = "accounting has closed the month"

    mode: str = setting(
        "mode",
        "choice",
        "Whether closed months refuse them; postings accepts orders and stops deliveries, invoices and payments.",
        "off",
        choices=("off", "monthly", "postings"),
    )

    def at_create(self, books: Books) -> Check | None:
        if self.mode != "monthly":
            return None
        calendar, now = books.calendar, books.now

        def check(order: Order, document: Document | None) -> str:
            if calendar.is_closed(order.ordered_at_ms):
                raise calendar.refusal(order.ordered_at_ms, "ordered_at")
            if calendar.is_closed(now()):
                raise calendar.refusal(now())
            return ""

        return check
