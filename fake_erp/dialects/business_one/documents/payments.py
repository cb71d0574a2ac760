"""Incoming payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents.base_lines import order_of, referred, require_partner
from fake_erp.dialects.business_one.documents.follow_ups import INVOICE
from fake_erp.dialects.business_one.documents.tables import (
    always,
    amount,
    document_type,
    identity,
    of_customer,
    parts,
    posted,
    text,
)
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.known import OWN_FIELDS, require_known
from fake_erp.dialects.business_one.numbers import entry_of, number_of
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Invoice, Order, Payment
from fake_erp.operations.documents import CreatePayment

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OWNER = "Payment"
REFERENCE_LIMIT = 100
SUMS = {"CashSum": "cash", "TransferSum": "bank_transfer"}
COLLECTIONS = {"PaymentCreditCards": ("CreditSum", "card"), "PaymentChecks": ("CheckSum", "check")}
REFERENCES = "PaymentDocumentReferencesCollection"


def payment_of(erp: Erp, given: dict[str, Any], by: str) -> CreatePayment:
    """Money received for an invoice, or for an order that a reference names. Raises ErpError."""
    require_known(erp, given, OWNER, OWN_FIELDS["ORCT"])
    order, invoice = _owed_for(erp, given)
    require_partner(erp, order, given, OWNER)
    amount_cents, method = _received(given)
    if not amount_cents:
        raise Missing("Enter amount paid  [ORCT.DocTotal]", "amount")
    currency = read.text(given, "DocCurrency", OWNER)
    if currency and currency != order.currency:
        raise RuleRefused(
            "payment_currency",
            "wrong_currency",
            f"the order is in {order.currency}, got {currency[:20]!r}; send that currency",
            "currency",
        )
    reference = (
        read.text(given, "CounterReference", OWNER, REFERENCE_LIMIT)
        or read.text(given, "TransferReference", OWNER, REFERENCE_LIMIT)
        or ""
    )
    method = read.text(given, "U_PaymentMethod", OWNER) or method
    document = {"order": order.number, "reference": reference, "method": method}
    return CreatePayment(order, amount_cents, reference, method, by, invoice, document)


def _owed_for(erp: Erp, given: dict[str, Any]) -> tuple[Order, Invoice | None]:
    order: Order | None = None
    first: Invoice | None = None
    for at, row in enumerate(read.rows(given, "PaymentInvoices", OWNER, 100), 1):
        kind = row.get("InvoiceType", "it_Invoice")
        entry = read.whole(row, "DocEntry", "PaymentInvoice")
        number = number_of(erp, "invoice", entry)
        invoice = erp.receivables.by_number.get(number) if kind in ("it_Invoice", INVOICE) else None
        if invoice is None:
            text_of = f"Invoice is already closed or does not exist  [RCT2.DocEntry][line: {at}]"
            raise RuleRefused("base_document", "unknown_base", text_of, Place("line", at))
        if order is not None and order is not invoice.order:
            raise RuleRefused(
                "base_document", "several_orders", "a payment is for one order", Place("line", at)
            )
        order, first = invoice.order, first or invoice
    if order is None:
        base = referred(erp, given, REFERENCES, OWNER)
        if base is None:
            raise Missing("No invoice and no order is named  [RCT2.DocEntry]", "order")
        order, first = order_of(base), base if isinstance(base, Invoice) else None
    return order, first


def _received(given: dict[str, Any]) -> tuple[int, str]:
    """The sum of all means of payment in cents, and the first of them."""
    found: list[tuple[int, str]] = []
    for name, method in SUMS.items():
        found.append((read.cents(given, name, OWNER) or 0, method))
    for name, (sum_name, method) in COLLECTIONS.items():
        rows = read.rows(given, name, OWNER, 100)
        found.append((sum([read.cents(row, sum_name, name) or 0 for row in rows]), method))
    paid = [(cents, method) for cents, method in found if cents]
    return sum([cents for cents, _ in paid]), paid[0][1] if paid else ""


def _sum_of(method: str) -> Any:
    """The getter of the amount that came by a method."""
    others = ("cash", "card")

    def get(erp: Erp, payment: Payment) -> int:
        is_this = payment.method == method if method in others else payment.method not in others
        return payment.amount_cents if is_this else 0

    return get


def _applied(erp: Erp, payment: Payment) -> list[dict[str, Any]]:
    return [
        {
            "LineNum": at,
            "DocEntry": entry_of(erp, "invoice", number),
            "SumApplied": cents / 100,
            "InvoiceType": "it_Invoice",
        }
        for at, (number, cents) in enumerate(payment.applied)
    ]


def _cards(erp: Erp, payment: Payment) -> list[dict[str, Any]]:
    if payment.method != "card":
        return []
    return [
        {
            "LineNum": 0,
            "CreditCard": 1,
            "CreditSum": payment.amount_cents / 100,
            "VoucherNum": payment.reference,
        }
    ]


def _referred(erp: Erp, payment: Payment) -> list[dict[str, Any]]:
    entry = entry_of(erp, "order", payment.order.number)
    return [{"LineNumber": 1, "RefObjType": "rot_SalesOrder", "RefDocEntr": entry, "RefDocNum": entry}]


PAYMENTS = document_type(
    "IncomingPayments",
    [
        *identity("payment"),
        always("DocType", "rCustomer"),
        *of_customer(lambda payment: payment.order),
        text("DocCurrency", lambda erp, payment: payment.order.currency),
        *posted(lambda payment: payment.posted_at_ms),
        amount("CashSum", _sum_of("cash")),
        amount("TransferSum", _sum_of("transfer")),
        text("CounterReference", lambda erp, payment: payment.reference or None),
        text("TransferReference", lambda erp, payment: payment.reference or None),
        text("U_PaymentMethod", lambda erp, payment: payment.method or None),
        always("Cancelled", "tNO"),
        parts("PaymentInvoices", "Collection(SAPB1.PaymentInvoice)", _applied),
        parts("PaymentCreditCards", "Collection(SAPB1.PaymentCreditCard)", _cards),
        parts(REFERENCES, "Collection(SAPB1.PaymentDocumentReferences)", _referred),
    ],
    "Payment",
)
