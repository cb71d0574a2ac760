"""Credit notes over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, papers_page
from fake_erp.messages import Reply
from fake_erp.model import CreditNote


def credit_note_json(note: CreditNote) -> dict[str, Any]:
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


def list_(call: Call) -> Reply:
    """Credit notes posted since a cursor, oldest first."""
    return papers_page(call, call.erp.credit_notes.feed, CreditNote, credit_note_json)


def read_one(call: Call) -> Reply:
    """One credit note by its number."""
    return call.ok(credit_note_json(call.erp.credit_notes.get(call.params["number"])))


VIEWS: dict[str, View] = {"credit_note.list": list_, "credit_note.read": read_one}
