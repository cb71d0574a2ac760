"""The record `invoice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.dialects.netsuite.documents.papers import FIELDS, created_from, head, id_of, key_of
from fake_erp.dialects.netsuite.ids import transaction_of
from fake_erp.dialects.netsuite.records.base import Body, RecordType, amount, day, refers
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import NOT_YET, Invoice

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def invoice_json(erp: Erp, invoice: Invoice) -> Body:
    """An invoice as its record. Amounts of lines contain the tax."""
    order = invoice.order
    parts = invoice.lines or [(at, line.billed, gross(line, order)) for at, line in enumerate(order.lines)]
    lines = [
        {
            "line": number,
            "orderLine": at + 1,
            "item": refers(ids_of(erp).of_item(erp, order.lines[at].item), order.lines[at].item.sku),
            "quantity": float(units),
            "grossAmt": amount(cents),
        }
        for number, (at, units, cents) in enumerate(parts, 1)
    ]
    status = refers("A", "Open") if invoice.open_cents else refers("B", "Paid In Full")
    written = {
        **head(erp, invoice),
        "status": status,
        "shippingCost": amount(invoice.shipping_cents),
        "taxTotal": amount(invoice.tax_cents),
        "total": amount(invoice.total_cents),
        "amountRemaining": amount(invoice.open_cents),
        "amountPaid": amount(invoice.total_cents - invoice.open_cents),
        "custbody_credited": amount(invoice.credited_cents),
        "item": {"items": lines},
    }
    if invoice.due_at_ms != NOT_YET:
        written["dueDate"] = day(invoice.due_at_ms)
    return written


INVOICE = RecordType(
    "invoice",
    "invoice",
    lambda erp, wanted: transaction_of(erp, "invoice", erp.receivables.by_number, wanted),
    lambda erp: erp.receivables.by_number.values(),
    lambda erp, invoice: id_of(invoice),
    invoice_json,
    FIELDS,
    key=key_of,
    sublists=("item",),
    indexes={"createdfrom": created_from(Invoice)},
)
