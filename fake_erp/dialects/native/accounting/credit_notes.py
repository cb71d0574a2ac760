"""Credit notes over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native.views import Call, View, get, ok, papers, rows
from fake_erp.model import CreditNote
from fake_erp.operations.base import Look
from fake_erp.times import instant_text


def credit_note_json(note: CreditNote) -> dict[str, Any]:
    """A credit note as its JSON object."""
    order = note.order
    return {
        "number": note.number,
        "order": order.number,
        "external_reference": order.external_reference,
        "invoice": note.invoice.number,
        "return": note.goods_return,
        "customer": order.customer.number,
        "currency": order.currency,
        "tax": amount_text(note.tax_cents),
        "total": amount_text(note.total_cents),
        "to_refund": amount_text(note.refund_cents),
        "reason": note.why,
        "posted_at": instant_text(note.posted_at_ms),
    }


def list_(call: Call) -> Look[Page[CreditNote]]:
    """Credit notes posted since a cursor, oldest first."""
    return papers(call, call.erp.credit_notes.feed, CreditNote)


def read_one(call: Call) -> Look[CreditNote]:
    """One credit note by its number."""
    return get(call.erp.credit_notes.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "credit_note.list": View(list_, rows(credit_note_json)),
    "credit_note.read": View(read_one, ok(credit_note_json)),
}
