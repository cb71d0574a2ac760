"""The records `customerPayment` and `customerDeposit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.accounting.payments import check_currency
from fake_erp.dialects.netsuite.documents import papers
from fake_erp.dialects.netsuite.documents.papers import head, link, transaction
from fake_erp.dialects.netsuite.records.base import (
    Body,
    Call,
    RecordType,
    amount,
    missing,
    reference_text,
    refers,
)
from fake_erp.model import Invoice, Payment
from fake_erp.operations.documents import CreatePayment

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def payment_json(erp: Erp, payment: Payment) -> Body:
    """A payment as its record."""
    applied = [
        {"doc": link(erp.receivables.get(number)), "apply": True, "amount": amount(cents)}
        for number, cents in payment.applied
    ]
    written = {
        **head(erp, payment),
        "salesOrder": link(payment.order),
        "status": refers("C", "Deposited"),
        "payment": amount(payment.amount_cents),
        "total": amount(payment.amount_cents),
        "applied": amount(payment.amount_cents - payment.unapplied_cents),
        "unapplied": amount(payment.unapplied_cents),
        "apply": {"items": applied},
    }
    if payment.method:
        written["paymentMethod"] = refers(payment.method, payment.method)
    if payment.reference:
        written["externalId"] = payment.reference
    return written


def neutral(erp: Erp, given: Body, record: Any) -> dict[str, Any]:
    """The body by neutral names: for an order, or for the first invoice that it is applied to."""
    source = _source(erp, given)
    found = {} if source is None else papers.source_names(source, Invoice)
    found |= papers.currency_name(erp, given)
    plain = {
        "amount": given.get("payment", given.get("total", _applied(given))),
        "reference": given.get("externalId"),
        "method": reference_text(given.get("paymentMethod"))[1] or None,
    }
    return found | {name: value for name, value in plain.items() if value is not None}


def _applications(given: Body) -> list[Body]:
    sublist = given.get("apply")
    rows = sublist.get("items") if type(sublist) is dict else sublist
    if type(rows) is not list:
        return []
    return [row for row in rows if type(row) is dict and row.get("apply") is not False and row.get("doc")]


def _source(erp: Erp, given: Body) -> Any:
    rows = _applications(given)
    value = rows[0]["doc"] if rows else given.get("salesOrder", given.get("createdFrom"))
    return None if value is None else transaction(erp, value)


def _applied(given: Body) -> Any:
    rows = _applications(given)
    return rows[0].get("amount") if rows else None


def create(call: Call) -> CreatePayment:
    """Post money received for an order or an invoice."""
    given, erp = call.document, call.erp
    lacking = [
        label for name, label in (("order", "Apply"), ("amount", "Payment Amount")) if not given.get(name)
    ]
    if lacking:
        raise missing(*lacking)
    order = erp.orders.get(given["order"])
    cents = read.cents(given, "amount", required=True)
    if cents == 0:
        raise read.bad("amount", "an amount above 0", given["amount"])
    check_currency(order, given, "payment_currency")
    return CreatePayment(
        order,
        cents,
        read.optional_text(given, "reference", limit=read.REFERENCE_LIMIT),
        read.optional_text(given, "method"),
        call.by,
        erp.receivables.by_number.get(given.get("invoice", "")),
        given,
    )


def _record(name: str) -> RecordType:
    return papers.paper_type(
        name,
        Payment,
        payment_json,
        lambda erp, reference: erp.payments.by_reference.get(reference),
        neutral,
        create,
        ("apply",),
        ("createdfrom", "salesorder"),
    )


CUSTOMER_PAYMENT = _record("customerPayment")
CUSTOMER_DEPOSIT = _record("customerDeposit")
