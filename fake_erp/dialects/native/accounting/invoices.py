"""Invoices over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native.views import Call, View, get, ok, papers, rows
from fake_erp.model import NOT_YET, Invoice
from fake_erp.model.quantities import shown
from fake_erp.operations.base import Look
from fake_erp.times import instant_text


def invoice_json(invoice: Invoice) -> dict[str, Any]:
    """An invoice as its JSON object."""
    order = invoice.order
    return {
        "number": invoice.number,
        "order": order.number,
        "external_reference": order.external_reference,
        "customer": order.customer.number,
        "currency": order.currency,
        "lines": _lines(invoice),
        "shipping": amount_text(invoice.shipping_cents),
        "tax": amount_text(invoice.tax_cents),
        "total": amount_text(invoice.total_cents),
        "open": amount_text(invoice.open_cents),
        "credited": amount_text(invoice.credited_cents),
        "posted_at": instant_text(invoice.posted_at_ms),
        "due_at": None if invoice.due_at_ms == NOT_YET else instant_text(invoice.due_at_ms),
    }


def _lines(invoice: Invoice) -> list[dict[str, Any]]:
    order = invoice.order
    parts = invoice.lines or [  # the whole order at once
        (at, line.billed, gross(line, order)) for at, line in enumerate(order.lines)
    ]
    return [
        {
            "line": at + 1,
            "item": (item := order.lines[at].item).sku,
            "quantity": shown(units, item.scale),
            "amount": amount_text(cents),
        }
        for at, units, cents in parts
    ]


def list_(call: Call) -> Look[Page[Invoice]]:
    """Invoices posted, paid or credited since a cursor, in order of their last change."""
    return papers(call, call.erp.receivables.feed, Invoice)


def read_one(call: Call) -> Look[Invoice]:
    """One invoice by its number."""
    return get(call.erp.receivables.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "invoice.list": View(list_, rows(invoice_json)),
    "invoice.read": View(read_one, ok(invoice_json)),
}
