"""Ids of payments, and the payments of an invoice."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.record_ids import digits
from fake_erp.model import Invoice, Payment


def payment_id(posted: dict[str, int], payment: Payment) -> int:
    """The id of a payment: that of the draft it was, else an even one."""
    return posted.get(payment.number) or digits(payment.number) * 2


def payments_of(invoice: Invoice, posted: Any = None) -> list[int]:
    """Ids of the payments that an invoice took."""
    return [
        payment_id(posted or {}, paper)
        for paper in invoice.order.papers
        if type(paper) is Payment and any(number == invoice.number for number, _ in paper.applied)
    ]
