"""Incoming payments over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, created, get, ok, papers, rows
from fake_erp.errors import Malformed, RuleRefused
from fake_erp.messages import Reply
from fake_erp.model import Invoice, Order, Payment
from fake_erp.operations.base import Look
from fake_erp.operations.documents import CreatePayment
from fake_erp.times import instant_text


def payment_json(payment: Payment) -> dict[str, Any]:
    """A payment as its JSON object."""
    order = payment.order
    return {
        "number": payment.number,
        "order": order.number,
        "external_reference": order.external_reference,
        "customer": order.customer.number,
        "currency": order.currency,
        "amount": amount_text(payment.amount_cents),
        "unapplied": amount_text(payment.unapplied_cents),
        "applied": [{"invoice": number, "amount": amount_text(cents)} for number, cents in payment.applied],
        "reference": payment.reference,
        "method": payment.method,
        "posted_at": instant_text(payment.posted_at_ms),
    }


def create(call: Call) -> CreatePayment:
    """Post money received for an order or one of its invoices; part of what is owed will do."""
    given = read.record(call.data())
    order, invoice = _owed_for(call, given)
    amount = read.cents(given, "amount", required=True)
    if amount == 0:
        raise read.bad("amount", 'an amount above 0 such as "19.99"', given["amount"])
    check_currency(order, given, "payment_currency")
    return CreatePayment(
        order,
        amount,
        read.optional_text(given, "reference", limit=read.REFERENCE_LIMIT),
        read.optional_text(given, "method"),
        call.client,
        invoice,
        given,
    )


def check_currency(order: Order, given: dict[str, Any], rule: str) -> None:
    """Money is posted in the currency of its order. Raises RuleRefused for a document that names another."""
    currency = read.optional_text(given, "currency")
    if currency and currency != order.currency:
        raise RuleRefused(
            rule,
            "wrong_currency",
            f"currency: order {order.number} is in {order.currency}, got {currency[:20]!r}; send that currency",
            "currency",
            {"order": order.number, "currency": order.currency},
        )


def _created(call: Call, payment: Payment) -> Reply:
    return created(payment_json(payment), f"/payments/{payment.number}")


def _owed_for(call: Call, given: dict[str, Any]) -> tuple[Order, Invoice | None]:
    order_number = read.optional_text(given, "order")
    invoice_number = read.optional_text(given, "invoice")
    if not order_number and not invoice_number:
        raise Malformed("order: expected the number of an order, or of an invoice as `invoice`", "order")
    if not invoice_number:
        return call.order_in("order", order_number), None
    invoice = call.invoice_in("invoice", invoice_number)
    assert invoice is not None
    if order_number and order_number != invoice.order.number:
        raise read.bad("invoice", f"an invoice of order {order_number[:64]}", invoice_number)
    return invoice.order, invoice


def list_(call: Call) -> Look[Page[Payment]]:
    """Payments posted or applied since a cursor, in order of their last change."""
    return papers(call, call.erp.payments.feed, Payment)


def read_one(call: Call) -> Look[Payment]:
    """One payment by its number."""
    return get(call.erp.payments.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "payment.create": View(create, _created),
    "payment.list": View(list_, rows(payment_json)),
    "payment.read": View(read_one, ok(payment_json)),
}
