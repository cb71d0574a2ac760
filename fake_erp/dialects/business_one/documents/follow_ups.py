"""Deliveries, invoices, returns and credit notes: documents with a base document in each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.invoice_amounts import gross, share
from fake_erp.dialects.business_one.documents.addresses import extension_of
from fake_erp.dialects.business_one.documents.orders import CLOSED, OPEN, vat_group
from fake_erp.dialects.business_one.documents.tables import (
    OrderOf,
    Table,
    always,
    amount,
    day,
    document_type,
    identity,
    of_customer,
    parts,
    posted,
    text,
)
from fake_erp.dialects.business_one.numbers import entry_of
from fake_erp.model import NOT_YET, CreditNote, Delivery, Invoice, Order, Return

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ORDER, DELIVERY, RETURN, INVOICE, CREDIT_NOTE = 17, 15, 16, 13, 14
"""Object types of the product."""


def _order(record: Any) -> Order:
    order: Order = record.order
    return order


def _line(
    order: Order, number: int, at: int, units: int, base: tuple[int, int | None, int | None]
) -> dict[str, Any]:
    """A line of a document that follows from an order: units of its line `at`."""
    line = order.lines[at]
    cents = share(gross(line, order), line, units) if line.quantity else 0
    tax = share(line.tax_cents, line, units) if line.quantity else 0
    base_type, base_entry, base_line = base
    return {
        "LineNum": number,
        "ItemCode": line.item.sku,
        "ItemDescription": line.item.name,
        "Quantity": float(units),
        "Currency": order.currency,
        "LineTotal": (cents - tax) / 100,
        "GrossTotal": cents / 100,
        "TaxTotal": tax / 100,
        "VatGroup": vat_group(line.item.tax_bp),
        "WarehouseCode": line.row.warehouse,
        "LineStatus": CLOSED,
        "RemainingOpenQuantity": 0.0,
        "BaseType": base_type,
        "BaseEntry": base_entry,
        "BaseLine": base_line,
    }


def _total(rows: list[dict[str, Any]], name: str = "GrossTotal") -> int:
    total: float = sum([row[name] for row in rows])
    return round(total * 100)


def _head(kind: str, order_of: OrderOf = _order) -> Table:
    return [
        *identity(kind),
        *of_customer(order_of),
        text("DocCurrency", lambda erp, record: order_of(record).currency),
        *posted(lambda record: record.posted_at_ms),
        always("Cancelled", "tNO"),
        parts(
            "AddressExtension",
            "AddressExtension",
            lambda erp, record: extension_of(order_of(record).ship_to, order_of(record).bill_to),
        ),
    ]


def _reference(erp: Erp, record: Any) -> str | None:
    return record.order.external_reference or None


# -- deliveries --------------------------------------------------------------------------------------------------


def _delivered(erp: Erp, delivery: Delivery) -> list[dict[str, Any]]:
    entry = entry_of(erp, "order", delivery.order.number)
    rows = [
        _line(delivery.order, number, at, units, (ORDER, entry, at))
        for number, (at, _, units) in enumerate(delivery.lines)
    ]
    for row, (_, sku, _) in zip(rows, delivery.lines, strict=True):
        row["ItemCode"], row["WarehouseCode"] = sku, delivery.warehouse
    return rows


DELIVERIES = document_type(
    "DeliveryNotes",
    [
        *_head("delivery"),
        always("DocType", "dDocument_Items"),
        text("NumAtCard", _reference),
        day("DocDueDate", lambda erp, delivery: delivery.posted_at_ms),
        text("TrackingNumber", lambda erp, delivery: delivery.tracking or None),
        amount("DocTotal", lambda erp, delivery: _total(_delivered(erp, delivery))),
        always("DocumentStatus", CLOSED),
        always("DocObjectCode", "oDeliveryNotes"),
        parts("DocumentLines", "Collection(SAPB1.DocumentLine)", _delivered),
    ],
)


# -- invoices ----------------------------------------------------------------------------------------------------


def _billed(erp: Erp, invoice: Invoice) -> list[dict[str, Any]]:
    order = invoice.order
    entry = entry_of(erp, "order", order.number)
    units_of = [(at, units) for at, units, _ in invoice.lines] or [
        (at, line.quantity - line.cancelled) for at, line in enumerate(order.lines)
    ]
    return [
        _line(order, number, at, units, (ORDER, entry, at)) for number, (at, units) in enumerate(units_of)
    ]


def _charged(erp: Erp, invoice: Invoice) -> list[dict[str, Any]]:
    if not invoice.shipping_cents:
        return []
    return [{"ExpenseCode": 1, "LineGross": invoice.shipping_cents / 100, "LineNum": 0}]


INVOICES = document_type(
    "Invoices",
    [
        *_head("invoice"),
        always("DocType", "dDocument_Items"),
        text("NumAtCard", _reference),
        day(
            "DocDueDate",
            lambda erp, i: i.posted_at_ms if i.due_at_ms == NOT_YET else i.due_at_ms,
        ),
        amount("DocTotal", lambda erp, invoice: invoice.total_cents),
        amount("VatSum", lambda erp, invoice: invoice.tax_cents),
        amount("PaidToDate", lambda erp, invoice: invoice.total_cents - invoice.open_cents),
        text("DocumentStatus", lambda erp, invoice: OPEN if invoice.open_cents else CLOSED),
        always("DocObjectCode", "oInvoices"),
        parts("DocumentLines", "Collection(SAPB1.DocumentLine)", _billed),
        parts("DocumentAdditionalExpenses", "Collection(SAPB1.DocumentAdditionalExpense)", _charged),
    ],
)


# -- returns -----------------------------------------------------------------------------------------------------


def _came_back(erp: Erp, goods: Return) -> list[dict[str, Any]]:
    return [
        _line(goods.order, number, at, units, _delivery_of(erp, goods.order, at))
        for number, (at, units) in enumerate(goods.lines)
    ]


def _delivery_of(erp: Erp, order: Order, at: int) -> tuple[int, int | None, int | None]:
    """The line of the first delivery that had a line of the order."""
    for paper in order.papers:
        if type(paper) is Delivery:
            for number, (position, _, _) in enumerate(paper.lines):
                if position == at:
                    return DELIVERY, entry_of(erp, "delivery", paper.number), number
    return -1, None, None


RETURNS = document_type(
    "Returns",
    [
        *_head("return"),
        always("DocType", "dDocument_Items"),
        text("NumAtCard", lambda erp, goods: goods.external_reference or None),
        text("Comments", lambda erp, goods: goods.why or None),
        amount("DocTotal", lambda erp, goods: _total(_came_back(erp, goods))),
        text("DocumentStatus", lambda erp, goods: CLOSED if goods.status == "credited" else OPEN),
        always("DocObjectCode", "oReturns"),
        text("U_Disposition", lambda erp, goods: goods.disposition),
        text("U_Credit", lambda erp, goods: goods.credit),
        parts("DocumentLines", "Collection(SAPB1.DocumentLine)", _came_back),
    ],
)


# -- credit notes ------------------------------------------------------------------------------------------------


def _credited(erp: Erp, note: CreditNote) -> list[dict[str, Any]]:
    base_type, base = INVOICE, entry_of(erp, "invoice", note.invoice.number)
    if note.goods_return:
        base_type, base = RETURN, entry_of(erp, "return", note.goods_return)
    if note.lines:
        return [
            _line(note.order, number, at, units, (base_type, base, at))
            for number, (at, units) in enumerate(note.lines)
        ]
    amounts = {
        "LineTotal": (note.total_cents - note.tax_cents) / 100,
        "GrossTotal": note.total_cents / 100,
        "TaxTotal": note.tax_cents / 100,
    }
    text_of = note.why or "credit"
    return [
        {
            "LineNum": 0,
            "ItemDescription": text_of,
            **amounts,
            "BaseType": -1,
            "BaseEntry": None,
            "BaseLine": None,
        }
    ]


def _referred(erp: Erp, note: CreditNote) -> list[dict[str, Any]]:
    entry = entry_of(erp, "invoice", note.invoice.number)
    return [{"LineNumber": 1, "RefObjType": "rot_SalesInvoice", "RefDocEntr": entry, "RefDocNum": entry}]


CREDIT_NOTES = document_type(
    "CreditNotes",
    [
        *_head("credit_note"),
        text("DocType", lambda erp, note: "dDocument_Items" if note.lines else "dDocument_Service"),
        text("NumAtCard", lambda erp, note: note.reference or None),
        text("Comments", lambda erp, note: note.why or None),
        amount("DocTotal", lambda erp, note: note.total_cents),
        amount("VatSum", lambda erp, note: note.tax_cents),
        amount("PaidToDate", lambda erp, note: note.total_cents - note.refund_cents),
        text("DocumentStatus", lambda erp, note: OPEN if note.refund_cents else CLOSED),
        always("DocObjectCode", "oCreditNotes"),
        parts("DocumentLines", "Collection(SAPB1.DocumentLine)", _credited),
        parts("DocumentReferences", "Collection(SAPB1.DocumentReference)", _referred),
    ],
)
