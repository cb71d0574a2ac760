"""API_BILLING_DOCUMENT_SRV: invoices (F2), and credit memos (G2) that follow credit memo requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import DATE_TIME, FLAG, INSTANT, EntityType, Property
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.record_ids import digits
from fake_erp.dialects.s4hana.numbers import find, item_text, position, shown
from fake_erp.dialects.s4hana.resources import Resource
from fake_erp.dialects.s4hana.sales.order_types import amount, midnight, quantity, stamp, text
from fake_erp.dialects.s4hana.sales.orders import order_of, reference
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, fixed
from fake_erp.model import NOT_YET, CreditNote, Invoice, Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

INVOICE, CREDIT_MEMO = "F2", "G2"
CREDIT_MEMOS = "95"
"""What the numbers of credit memos begin with; eight digits in all."""


@dataclass(frozen=True, slots=True)
class BillingItem:
    """An item of a billing document. Amounts are with tax."""

    document: Invoice | CreditNote
    at: int
    line_at: int
    units: int
    cents: int


def billing_number(document: Invoice | CreditNote) -> str:
    """The number of a billing document."""
    if isinstance(document, Invoice):
        return shown(document.number)
    return f"{CREDIT_MEMOS}{digits(document.number):06d}"


def items(erp: Any, document: Invoice | CreditNote) -> list[BillingItem]:
    """The items of a billing document; freight is not an item."""
    order = document.order
    if isinstance(document, Invoice):
        parts = document.lines or [
            (at, line.billed, gross(line, order)) for at, line in enumerate(order.lines) if line.billed
        ]
    else:
        units = document.lines or ((0, 0),)
        share, rest = divmod(document.total_cents, len(units))
        parts = [(at, count, share + (rest if n == 0 else 0)) for n, (at, count) in enumerate(units)]
    return [BillingItem(document, n, at, count, cents) for n, (at, count, cents) in enumerate(parts)]


def _net(document: Invoice | CreditNote) -> str:
    return amount_text(document.total_cents - document.tax_cents)


def _cleared(erp: Any, document: Invoice | CreditNote) -> str:
    if isinstance(document, CreditNote):
        return "C"
    return "C" if not document.open_cents else "A" if document.open_cents == document.total_cents else "B"


def _due(erp: Any, document: Invoice | CreditNote) -> int | None:
    due = document.due_at_ms if isinstance(document, Invoice) else NOT_YET
    return None if due == NOT_YET else midnight(due)


def _open(erp: Any, document: Invoice | CreditNote) -> str:
    return amount_text(document.open_cents if isinstance(document, Invoice) else 0)


def _follows(erp: Any, item: BillingItem) -> str:
    document = item.document
    return shown(document.number) if isinstance(document, CreditNote) else shown(document.order.number)


DOCUMENT = EntityType(
    "A_BillingDocumentType",
    "A_BillingDocument",
    (
        text("BillingDocument", lambda erp, document: billing_number(document), 10, key=True),
        text(
            "BillingDocumentType",
            lambda erp, document: INVOICE if isinstance(document, Invoice) else CREDIT_MEMO,
            4,
        ),
        text("SDDocumentCategory", lambda erp, document: "M" if isinstance(document, Invoice) else "O", 4),
        text("SoldToParty", lambda erp, document: shown(document.order.customer.number), 10),
        text("PayerParty", lambda erp, document: shown(document.order.customer.number), 10),
        text("PurchaseOrderByCustomer", lambda erp, document: document.order.external_reference, 35),
        Property("BillingDocumentDate", DATE_TIME, lambda erp, document: midnight(document.posted_at_ms)),
        Property("CreationDate", DATE_TIME, lambda erp, document: midnight(document.posted_at_ms)),
        Property("YY1_PostedAt_BDH", INSTANT, lambda erp, document: document.posted_at_ms),
        Property("NetDueDate", DATE_TIME, _due),
        text("TransactionCurrency", lambda erp, document: document.order.currency, 5),
        amount("TotalNetAmount", lambda erp, document: _net(document), 2),
        amount("TotalTaxAmount", lambda erp, document: amount_text(document.tax_cents), 2),
        amount("TotalGrossAmount", lambda erp, document: amount_text(document.total_cents), 2),
        amount("YY1_OpenAmount_BDH", _open, 2),
        amount(
            "YY1_Freight_BDH",
            lambda erp, document: amount_text(getattr(document, "shipping_cents", 0)),
            2,
        ),
        text("AccountingPostingStatus", fixed("C"), 1),
        text("OverallBillingStatus", fixed("C"), 1),
        text("InvoiceClearingStatus", _cleared, 1),
        Property("BillingDocumentIsCancelled", FLAG, fixed(False)),
        text("CancelledBillingDocument", fixed(""), 10),
        text(
            "AssignmentReference",
            lambda erp, document: shown(document.order.number),
            18,
        ),
    ),
    etag=lambda erp, document: stamp(document.posted_at_ms, document.change),
)
ITEM = EntityType(
    "A_BillingDocumentItemType",
    "A_BillingDocumentItem",
    (
        text("BillingDocument", lambda erp, item: billing_number(item.document), 10, key=True),
        text("BillingDocumentItem", lambda erp, item: item_text(item.at), 6, key=True),
        text("SalesDocument", lambda erp, item: shown(item.document.order.number), 10),
        text("SalesDocumentItem", lambda erp, item: item_text(item.line_at), 6),
        text("ReferenceSDDocument", _follows, 10),
        text("Material", lambda erp, item: item.document.order.lines[item.line_at].item.sku, 40),
        quantity("BillingQuantity", lambda erp, item: str(item.units)),
        text("BillingQuantityUnit", fixed(BASE_UNIT), 3),
        text("TransactionCurrency", lambda erp, item: item.document.order.currency, 5),
        amount("GrossAmount", lambda erp, item: amount_text(item.cents), 2),
    ),
    owner=lambda item: item.document,
)
DOCUMENT.navigate("to_Item", ITEM, True, items)
ITEM.navigate("to_BillingDocument", DOCUMENT, False, lambda erp, item: item.document)


def document_of(erp: Erp, number: str) -> Invoice | CreditNote | None:
    """The billing document of a number."""
    wanted = number.lstrip("0")
    if wanted.startswith(CREDIT_MEMOS) and len(wanted) == 8:
        return find(erp.credit_notes.by_number, wanted.removeprefix(CREDIT_MEMOS))
    return find(erp.receivables.by_number, wanted)


def _find(erp: Erp, segment: Segment) -> Invoice | CreditNote | None:
    literal = segment.key("BillingDocument")
    return None if literal is None else document_of(erp, literal.text)


def _find_item(erp: Erp, segment: Segment) -> BillingItem | None:
    document, literal = _find(erp, segment), segment.keys.get("BillingDocumentItem")
    at = position(literal.text.lstrip("0")) if literal is not None else None
    found = items(erp, document) if document is not None else []
    return found[at] if at is not None and at < len(found) else None


def billed(order: Order) -> list[Invoice | CreditNote]:
    """The billing documents of an order."""
    return [paper for paper in order.papers if isinstance(paper, Invoice | CreditNote)]


def _documents(erp: Erp, query: Query) -> Sequence[Invoice | CreditNote]:
    number = query.equal("BillingDocument")
    order_number = query.equal("SalesDocument") or query.equal("AssignmentReference")
    if number is not None:
        document = document_of(erp, str(number))
        return [] if document is None else [document]
    if order_number is not None:
        order = order_of(erp, str(order_number))
        return [] if order is None else billed(order)
    customer_reference = query.equal("PurchaseOrderByCustomer")
    if customer_reference is not None:
        return [
            each for order in erp.orders.with_reference(str(customer_reference)) for each in billed(order)
        ]
    kind = query.equal("BillingDocumentType")
    invoices, notes = list(erp.receivables.by_number.values()), list(erp.credit_notes.by_number.values())
    return invoices if kind == INVOICE else notes if kind == CREDIT_MEMO else [*invoices, *notes]


def _number(document: Invoice | CreditNote) -> str:
    return document.number if isinstance(document, Invoice) else ""


SETS: dict[str, Resource] = {
    "A_BillingDocument": Resource(
        DOCUMENT, "invoice", _find, _documents, _number, lambda document: reference(document.order)
    ),
    "A_BillingDocumentItem": Resource(
        ITEM,
        "invoice",
        _find_item,
        lambda erp, query: [item for document in _documents(erp, query) for item in items(erp, document)],
        lambda item: _number(item.document),
        lambda item: reference(item.document.order),
    ),
}
