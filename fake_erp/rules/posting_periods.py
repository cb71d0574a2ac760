"""Nothing is posted into a closed month: neither by the date of the order nor by the date of today."""

from __future__ import annotations

from fake_erp.calendar import period_of
from fake_erp.config import Rules
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check


def build(books: Books, rules: Rules) -> Check | None:
    if rules.posting_periods == "off":
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
