"""Nothing is posted into a closed month: neither by the date of the order nor by the date of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.calendar import period_of
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PostingPeriods(Rule):
    """Documents dated into a closed month, or entered in one."""

    code: ClassVar[str] = "period_closed"
    field: ClassVar[str] = "ordered_at"
    emerges: ClassVar[str] = "accounting has closed the month"

    mode: str = setting("off", "choice", "Whether closed months refuse them.", choices=("off", "monthly"))

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        calendar, now = books.calendar, books.now

        def check(order: Order, document: Document | None) -> str:
            if calendar.is_closed(order.ordered_at_ms):
                raise _closed(period_of(order.ordered_at_ms), "ordered_at")
            if calendar.is_closed(now()):
                raise _closed(period_of(now()), None)
            return ""

        return check


def _closed(period: str, field: str | None) -> RuleRefused:
    message = f"posting period {period} is closed; use a date in an open period or ask accounting to open it"
    return RuleRefused("posting_periods", "period_closed", message, field, {"period": period})
