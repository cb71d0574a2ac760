"""What Odoo shows of invoices, credit notes and drafts of these."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.dialects.odoo.accounting.moves import credit_note_id, invoice_id
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.sales.order_facts import LINES_AT_MOST, order_id
from fake_erp.dialects.odoo.store import Paper
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import CreditNote, Invoice, Item, Order

DRAFTS = "account.move"


class Entry(NamedTuple):
    """An invoice, a credit note, or a draft of a credit note."""

    id: int
    document: Invoice | CreditNote | Paper
    order: Order | None


class EntryLine(NamedTuple):
    """A line of an entry: position of the order line, units, and amount with tax."""

    id: int
    entry: Entry
    item: Item | None
    units: float
    cents: int
    sale_line: int
    label: str = ""


def invoice_entry(invoice: Invoice) -> Entry:
    """An invoice as an entry."""
    return Entry(invoice_id(invoice), invoice, invoice.order)


def note_entry(view: View, note: CreditNote) -> Entry:
    """A credit note as an entry."""
    return Entry(credit_note_id(view, note), note, note.order)


def draft_entry(view: View, paper: Paper) -> Entry:
    """A draft as an entry."""
    return Entry(paper.id, paper, view.erp.orders.by_number.get(paper.values.get("order", "")))


def kind_of(entry: Entry) -> str:
    """out_invoice or out_refund."""
    return "out_invoice" if isinstance(entry.document, Invoice) else "out_refund"


def state_of(entry: Entry) -> str:
    """draft, posted or cancel."""
    return entry.document.state if isinstance(entry.document, Paper) else "posted"


def total_cents(entry: Entry) -> int:
    """What it comes to."""
    return (
        entry.document.values.get("total", 0)
        if isinstance(entry.document, Paper)
        else entry.document.total_cents
    )


def tax_cents(entry: Entry) -> int:
    """The tax in it."""
    return 0 if isinstance(entry.document, Paper) else entry.document.tax_cents


def open_cents(entry: Entry) -> int:
    """What is still to be paid of it."""
    document = entry.document
    if isinstance(document, Invoice):
        return document.open_cents
    return document.refund_cents if isinstance(document, CreditNote) else total_cents(entry)


def payment_state(entry: Entry) -> str:
    """not_paid, partial, paid or reversed."""
    document = entry.document
    if isinstance(document, Invoice):
        if document.credited_cents >= document.total_cents > 0:
            return "reversed"
        if not document.open_cents:
            return "paid"
        return "partial" if document.open_cents < document.total_cents else "not_paid"
    if isinstance(document, CreditNote):
        return "paid" if not document.refund_cents else "not_paid"
    return "not_paid"


def lines_of(view: View, entry: Entry) -> list[EntryLine]:
    """The lines of an entry."""
    document, order = entry.document, entry.order
    if isinstance(document, Paper):
        return _draft_lines(view, entry, document)
    assert order is not None
    rows: list[tuple[int, int, int]] = []
    if isinstance(document, Invoice):
        rows = list(document.lines) or [
            (at, line.billed, gross(line, order)) for at, line in enumerate(order.lines)
        ]
    else:
        rows = [(at, units, _credited(order, at, units)) for at, units in document.lines]
    found = [
        EntryLine(
            _line_id(view, entry, at),
            entry,
            order.lines[at].item,
            units,
            cents,
            order_id(order) * LINES_AT_MOST + at + 1,
        )
        for at, units, cents in rows
    ]
    charge = document.shipping_cents if isinstance(document, Invoice) else 0
    if charge:
        found.append(EntryLine(_line_id(view, entry, 999), entry, None, 1, charge, 0, order.shipping_method))
    return found


def _credited(order: Order, at: int, units: int) -> int:
    line = order.lines[at]
    whole = line.quantity - line.cancelled
    return gross(line, order) * units // whole if whole else 0


def _line_id(view: View, entry: Entry, at: int) -> int:
    return view.store.id_of("entry line", (entry.id, at))


def _draft_lines(view: View, entry: Entry, paper: Paper) -> list[EntryLine]:
    found = []
    for line in paper.values.get("lines", []):
        item = ids_of(view.erp).item(view.erp, line["product"]) if line["product"] else None
        found.append(
            EntryLine(line.get("id", 0), entry, item, line["units"], line["cents"] or 0, 0, line["name"])
        )
    return found


def name_of(view: View, entry: Entry) -> str:
    """Its number; a draft has none."""
    return "/" if isinstance(entry.document, Paper) else entry.document.number


def value_of(entry: Entry, name: str) -> Any:
    """A value that a draft was given."""
    return entry.document.values.get(name) if isinstance(entry.document, Paper) else None
