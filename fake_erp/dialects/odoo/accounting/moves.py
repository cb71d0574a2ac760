"""Ids of invoices and credit notes."""

from __future__ import annotations

from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.record_ids import digits
from fake_erp.model import CreditNote, Invoice


def invoice_id(invoice: Invoice) -> int:
    """The id of an invoice: a multiple of 4."""
    return digits(invoice.number) * 4


def credit_note_id(view: View, note: CreditNote) -> int:
    """The id of a credit note: that of the draft it was, else 2 more than a multiple of 4."""
    return view.store.posted.get(note.number) or digits(note.number) * 4 + 2
