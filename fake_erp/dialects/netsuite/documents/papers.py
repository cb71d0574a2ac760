"""What deliveries, invoices, payments, credit memos and returns have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.netsuite.ids import LONGEST, transaction_id, transaction_of
from fake_erp.dialects.netsuite.records.base import (
    Body,
    Reader,
    RecordType,
    day,
    invalid,
    reference_text,
    refers,
    stamp,
)
from fake_erp.dialects.netsuite.records.masters import SUBSIDIARY, currencies, currency_id, named
from fake_erp.dialects.record_ids import digits, ids_of
from fake_erp.model import CreditNote, Delivery, Invoice, Order, Payment, Return

if TYPE_CHECKING:
    from fake_erp.erp import Erp

KINDS: dict[type[Any], tuple[str, str, str]] = {
    Order: ("order", "salesOrder", "Sales Order"),
    Delivery: ("delivery", "itemFulfillment", "Item Fulfillment"),
    Invoice: ("invoice", "invoice", "Invoice"),
    CreditNote: ("credit_note", "creditMemo", "Credit Memo"),
    Payment: ("payment", "customerPayment", "Payment"),
    Return: ("return", "returnAuthorization", "Return Authorization"),
}
"""Noun, record type and label of each transaction."""


def id_of(paper: Any) -> int:
    """The internal id of a transaction."""
    return transaction_id(KINDS[type(paper)][0], paper.number)


def link(paper: Any) -> Body:
    """A reference to a transaction."""
    return refers(id_of(paper), f"{KINDS[type(paper)][2]} #{paper.number}")


def books_of(erp: Erp) -> dict[str, dict[str, Any]]:
    """The records of every kind of transaction, by number."""
    return {
        "order": erp.orders.by_number,
        "delivery": erp.shipping.by_number,
        "invoice": erp.receivables.by_number,
        "credit_note": erp.credit_notes.by_number,
        "payment": erp.payments.by_number,
        "return": erp.returns.by_number,
    }


def transaction(erp: Erp, value: Any, field: str = "order") -> Any:
    """The transaction that a reference names. Raises RuleRefused for none."""
    how, text = reference_text(value)
    if how == "externalId":
        found: Any = next(iter(erp.orders.with_reference(text)), None)
    else:
        found = None
        whole = int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0
        for noun, records in books_of(erp).items():
            found = found or transaction_of(erp, noun, records, whole) or records.get(text.rpartition("#")[2])
    if found is None:
        raise invalid("unknown_customer", field, text)
    return found


def head(erp: Erp, paper: Any) -> Body:
    """The fields that every transaction has."""
    order: Order = paper.order
    customer = order.customer
    return {
        "id": str(id_of(paper)),
        "tranId": paper.number,
        "tranDate": day(paper.posted_at_ms),
        "createdDate": stamp(paper.posted_at_ms),
        "lastModifiedDate": stamp(paper.posted_at_ms),
        "entity": refers(digits(customer.number), f"{customer.number} {customer.name}"),
        "customer": refers(digits(customer.number), f"{customer.number} {customer.name}"),
        "currency": refers(currency_id(erp, order.currency), order.currency),
        "subsidiary": SUBSIDIARY,
        "createdFrom": link(order),
        "custbody_order_reference": order.external_reference,
    }


def lines_of(erp: Erp, paper: CreditNote | Return) -> list[Body]:
    """The units of a credit note or a return, by line of its order."""
    order = paper.order
    return [
        {
            "line": number,
            "orderLine": at + 1,
            "item": refers(ids_of(erp).of_item(erp, order.lines[at].item), order.lines[at].item.sku),
            "quantity": float(units),
        }
        for number, (at, units) in enumerate(paper.lines, 1)
    ]


def source_names(source: Any, *kinds: type[Any]) -> dict[str, Any]:
    """The order that a document follows from, and the document itself if it is of one of `kinds`, by neutral names."""
    order: Order = source if type(source) is Order else source.order
    found = {"order": order.number}
    if type(source) in kinds:
        found[KINDS[type(source)][0]] = source.number
    return found


def currency_name(erp: Erp, given: Body) -> dict[str, Any]:
    """The neutral name of the currency of a body."""
    if given.get("currency") is None:
        return {}
    text = reference_text(given["currency"])[1]
    known = named(currencies(erp), text)
    return {"currency": text if known is None else known.name}


def papers_of(erp: Erp, order: Order, kind: type[Any]) -> Iterator[Any]:
    """The documents of one kind of an order, oldest first."""
    return (paper for paper in order.papers if type(paper) is kind)


def key_of(paper: Any) -> str:
    """The external reference of the order of a document."""
    order: Order = paper.order
    return order.external_reference or order.number


def paper_type(
    name: str,
    kind: type[Any],
    write: Callable[[Erp, Any], Body],
    external: Callable[[Erp, str], Any | None],
    neutral: Callable[[Erp, Body, Any], dict[str, Any]],
    create: Reader,
    sublists: tuple[str, ...],
    indexes: tuple[str, ...] = ("createdfrom",),
) -> RecordType:
    """The record type `name` of documents of a kind that clients create; `external` finds one by its reference."""
    noun = KINDS[kind][0]
    return RecordType(
        name,
        noun,
        lambda erp, wanted: transaction_of(erp, noun, books_of(erp)[noun], wanted),
        lambda erp: books_of(erp)[noun].values(),
        lambda erp, paper: id_of(paper),
        write,
        FIELDS,
        external,
        key_of,
        sublists,
        neutral,
        create,
        indexes=dict.fromkeys(indexes, created_from(kind)),
    )


def created_from(kind: type[Any]) -> Any:
    """An index of documents by the transaction they follow from."""

    def find(erp: Erp, value: str) -> list[Any]:
        whole = int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST else 0
        order = transaction_of(erp, "order", erp.orders.by_number, whole)
        if order is not None:
            return list(papers_of(erp, order, kind))
        invoice = transaction_of(erp, "invoice", erp.receivables.by_number, whole)
        if invoice is None or kind is not CreditNote:
            return []
        return [note for note in papers_of(erp, invoice.order, kind) if note.invoice is invoice]

    return find


FIELDS = frozenset(
    [
        "id",
        "tranId",
        "externalId",
        "entity",
        "customer",
        "currency",
        "subsidiary",
        "createdFrom",
        "tranDate",
        "memo",
        "item",
        "apply",
        "payment",
        "total",
        "subtotal",
        "taxTotal",
        "amountRemaining",
        "amountPaid",
        "status",
        "location",
        "shipStatus",
        "package",
        "shippingAddress",
        "paymentMethod",
        "salesOrder",
        "discountTotal",
        "shippingCost",
        "dueDate",
        "createdDate",
        "lastModifiedDate",
        "account",
        "postingPeriod",
        "undepFunds",
        "orderStatus",
        "exchangeRate",
        "refundMethod",
        "checkNum",
        "arAcct",
        "autoApply",
        "unapplied",
        "applied",
        "links",
        "terms",
        "otherRefNum",
    ]
)
