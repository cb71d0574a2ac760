"""The DocType Payment Entry: money received for an order or an invoice."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.erpnext.clock import day
from fake_erp.dialects.erpnext.doctypes.base import Getter, Table
from fake_erp.dialects.erpnext.doctypes.drafts import Draftable
from fake_erp.dialects.erpnext.doctypes.info import amount, info
from fake_erp.dialects.erpnext.doctypes.papers import created_ms, index_of, paper_doctype
from fake_erp.dialects.erpnext.doctypes.posted import drafted
from fake_erp.dialects.erpnext.site import COMPANY, Site
from fake_erp.dialects.erpnext.store import Loose
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Invalid, could_not_find
from fake_erp.errors import ErpError, RuleRefused
from fake_erp.model import Invoice, Order, Payment
from fake_erp.operations.documents import CreatePayment


def changed_ms(record: Any) -> int:
    """When a Payment Entry changed last: posted, or applied to a later invoice."""
    if isinstance(record, Loose):
        return record.changed_at_ms
    applied = {number for number, _ in record.applied}
    times = [
        paper.posted_at_ms
        for paper in record.order.papers
        if type(paper) is Invoice and paper.number in applied
    ]
    return int(max([record.posted_at_ms, *times]))


def name_of(site: Site, record: Any) -> str:
    """The name of a Payment Entry."""
    return record.name if isinstance(record, Loose) else site.payment(record)


FIELDS: dict[str, Getter] = drafted(
    {
        **info(name_of, created_ms, changed_ms, lambda site, record: 1),
        "payment_type": lambda site, record: "Receive",
        "party_type": lambda site, record: "Customer",
        "party": lambda site, record: site.customer(record.order.customer),
        "party_name": lambda site, record: record.order.customer.name,
        "company": lambda site, record: COMPANY,
        "posting_date": lambda site, record: day(record.posted_at_ms),
        "mode_of_payment": lambda site, record: record.method,
        "paid_amount": lambda site, record: amount(record.amount_cents),
        "received_amount": lambda site, record: amount(record.amount_cents),
        "unallocated_amount": lambda site, record: amount(record.unapplied_cents),
        "total_allocated_amount": lambda site, record: amount(record.amount_cents - record.unapplied_cents),
        "paid_from_account_currency": lambda site, record: record.order.currency,
        "paid_to_account_currency": lambda site, record: record.order.currency,
        "reference_no": lambda site, record: record.reference,
        "reference_date": lambda site, record: day(record.posted_at_ms),
        "status": lambda site, record: "Submitted",
        "custom_sales_order": lambda site, record: site.order(record.order),
        "custom_external_reference": lambda site, record: record.order.external_reference,
        "custom_number": lambda site, record: record.number,
        "custom_order_number": lambda site, record: record.order.number,
    }
)


def reference_rows(site: Site, record: Any) -> list[dict[str, Any]]:
    """The rows of the child table Payment Entry Reference."""
    if isinstance(record, Loose):
        kept: list[dict[str, Any]] = record.doc.get("references") or []
        return kept
    rows = []
    for number, cents in record.applied:
        invoice = site.erp.receivables.by_number[number]
        rows.append(
            {
                "reference_doctype": "Sales Invoice",
                "reference_name": site.invoice(invoice),
                "allocated_amount": amount(cents),
            }
        )
    if record.unapplied_cents:
        rows.append(
            {
                "reference_doctype": "Sales Order",
                "reference_name": site.order(record.order),
                "allocated_amount": amount(record.unapplied_cents),
            }
        )
    return rows


def _read(site: Site, doc: dict[str, Any], by: str) -> CreatePayment:
    kind = values.text(doc, "payment_type") or "Receive"
    if kind != "Receive":
        raise PAYMENT_ENTRY.refused(f"a payment of type {kind[:20]}")
    order, invoice = _owed_for(site, doc)
    party = values.text(doc, "party")
    if party and site.customer_linked(party) is not order.customer:
        raise could_not_find("Party", party, "party")
    field = "paid_amount" if doc.get("paid_amount") not in (None, "") else "received_amount"
    cents = values.cents(doc, field)
    if cents <= 0:
        raise Invalid("Paid Amount is mandatory and must be greater than zero", "amount")
    for name in ("paid_from_account_currency", "paid_to_account_currency", "currency"):
        _check_currency(order, values.text(doc, name))
    return CreatePayment(
        order,
        cents,
        values.text(doc, "reference_no", values.LONGEST_REFERENCE),
        values.text(doc, "mode_of_payment"),
        by,
        invoice,
        neutral(doc),
    )


def _check_currency(order: Order, currency: str) -> None:
    if currency and currency != order.currency:
        raise RuleRefused(
            "payment_currency",
            "wrong_currency",
            f"Currency of the payment must be {order.currency}, as that of the order; got {currency[:20]!a}",
            "currency",
            {"order": order.number, "currency": order.currency},
        )


def _owed_for(site: Site, doc: dict[str, Any]) -> tuple[Order, Invoice | None]:
    rows = values.table(doc, "references", site.erp.config.max_lines)
    if len(rows) != 1:
        raise Invalid(f"references: expected one Sales Order or Sales Invoice, got {len(rows)}", "order")
    doctype, name = values.text(rows[0], "reference_doctype"), values.text(rows[0], "reference_name")
    if doctype == "Sales Invoice":
        invoice = site.invoice_named(name)
        if invoice is not None:
            return invoice.order, invoice
    elif doctype == "Sales Order":
        order = site.order_named(name)
        if order is not None:
            return order, None
    raise could_not_find("Reference Name", name, "reference_name", 1)


def neutral(doc: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by their neutral names."""
    found = {"paid_amount": "amount", "reference_no": "reference", "mode_of_payment": "method"}
    sent = {name: doc[field] for field, name in found.items() if doc.get(field) is not None}
    rows = doc.get("references")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            kind = "invoice" if row.get("reference_doctype") == "Sales Invoice" else "order"
            sent[kind] = row.get("reference_name")
    return sent


def _key(site: Site, doc: dict[str, Any]) -> str | None:
    try:
        order, _ = _owed_for(site, doc)
    except ErpError:
        return None
    return order.external_reference or order.number


PAYMENTS = Draftable("payment", "Payment Entry", "payment.create", _read, _key, neutral)


def named(site: Site, name: str) -> Any:
    """The payment or draft of that name, or None."""
    found = site.record("payment", site.erp.payments.by_number, name)
    return found or site.loose("Payment Entry").get(name)


PAYMENT_ENTRY = paper_doctype(
    PAYMENTS,
    "payment",
    FIELDS,
    {"references": Table("Payment Entry Reference", reference_rows)},
    {"custom_sales_order": index_of(Payment)},
    named,
    lambda site: (site.erp.payments.feed,),
    changed_ms,
)
