r"""Documents that an API client saves as they are: the record exists, and the order does not know of it.

Saving runs none of the order's own logic: no quantities, no totals, no state. What watches the table still acts: a new
shipment takes its goods off the source, a new invoice those of virtual products, a new credit memo releases what was
reserved. Only `creditmemo/refund` also books the refund.

Source: Magento source, Magento\Sales\Model\Order\ShipmentRepository, InvoiceRepository and CreditmemoRepository,
Magento\Sales\Model\Service\CreditmemoService; magento/inventory, SourceDeductionProcessor,
VirtualSourceDeductionProcessor and DeductSourceItemQuantityOnRefundPlugin; magento/magento2 issues 2607 and 3307.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fake_magento.errors import ShopError
from fake_magento.events.notices import REFUNDED
from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import CreditMemo, DocumentLine, Invoice, Sent, Shipment, Track
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.money import price
from fake_magento.quantities import counted
from fake_magento.sales.context import SalesContext
from fake_magento.sales.documents.credit_memos import is_paid_back, parts_of, settle
from fake_magento.sales.documents.document_lines import goods_of
from fake_magento.sales.documents.shipments import NewTrack


@dataclass(frozen=True, slots=True)
class Entity:
    """A document of an order as it was sent; `amounts` are cents in order currency and in base currency."""

    order: Order
    sent: Sent
    amounts: Amounts
    base_amounts: Amounts
    state: int | None = None
    invoice_id: int | None = None
    adjustments: tuple[int, int] = (0, 0)
    base_adjustments: tuple[int, int] = (0, 0)


def _lines(entity: Entity, before: Callable[[OrderLine], int]) -> list[DocumentLine]:
    """The rows of the order that the entity names; others are left out."""
    known = {line.item_id: line for line in entity.order.rows()}
    return [
        DocumentLine(line, before(line), units)
        for row in entity.sent.rows
        if (line := known.get(row.get("order_item_id", 0))) is not None
        and (units := counted(row.get("qty", 0), line.scale)) > 0
    ]


def _number(shop: SalesContext, kind: str, entity: Entity) -> str:
    given: str | None = entity.sent.fields.get("increment_id")
    return given or shop.next_document(kind, entity.order.store.store_id)


def _tell(shop: SalesContext, kind: str, entity: Entity, number: str, lines: Sequence[DocumentLine]) -> None:
    data = {"kind": kind, "document": number, "lines": [[row.line.sku, row.quantity] for row in lines]}
    shop.emit("shop.document.saved", {"order": entity.order.increment_id}, data)


def save_shipment(shop: SalesContext, entity: Entity, tracks: list[NewTrack], source: str) -> Shipment:
    """Save a shipment. Its goods leave the source; the order's shipped quantities and its state stay.

    Raises ShopError for no rows, and for fewer units at the source.
    """
    known = {line.item_id for line in entity.order.rows()}
    for sent in entity.sent.rows:
        if sent.get("order_item_id") not in known:
            raise ShopError(
                'The shipment contains product SKU "%1" that is not part of the original order.',
                [sent.get("sku", "")],
            )
    lines = _lines(entity, lambda line: line.shipped)
    leaving: dict[str, int] = {}
    for row in lines:
        for sku, units in row.line.goods(row.quantity):
            leaving[sku] = leaving.get(sku, 0) + units
    if not entity.sent.rows or shop.stock.short(leaving, source):
        raise ShopError("The shipment couldn't be saved.")
    order = entity.order
    document = Shipment(
        entity_id=len(shop.shipments) + 1,
        increment_id=_number(shop, "shipment", entity),
        order=order,
        lines=tuple(lines),
        first_item_id=shop.take_ids("shipment_item", len(entity.sent.rows)),
        source=source,
        created_ms=shop.now(),
        tracks=tuple(
            [Track(shop.take_ids("track", 1), new.number, new.title, new.carrier_code) for new in tracks]
        ),
        sent=entity.sent,
    )
    shop.shipments.append(document)
    order.shipments += (document,)
    _tell(shop, "shipment", entity, document.increment_id, lines)
    shop.stock.move([(sku, source, -units) for sku, units in leaving.items()], "shipment", "api")
    shop.stock.reserve(leaving.items(), "shipment_created", order.increment_id)
    return document


def save_invoice(shop: SalesContext, entity: Entity) -> Invoice:
    """Save an invoice. Virtual goods leave the stock; the order's invoiced quantities, totals and state stay."""
    order, lines = entity.order, _lines(entity, lambda line: line.invoiced)
    virtual: dict[str, int] = {}
    for row in lines:
        if row.line.kind == "virtual":
            virtual[row.line.stocked] = virtual.get(row.line.stocked, 0) + row.quantity
    source = shop.stock.default_source
    if shop.stock.short(virtual, source):
        raise ShopError("The invoice couldn't be saved.")
    document = Invoice(
        entity_id=len(shop.invoices) + 1,
        increment_id=_number(shop, "invoice", entity),
        order=order,
        lines=tuple(lines),
        first_item_id=shop.take_ids("invoice_item", len(entity.sent.rows)),
        amounts=entity.amounts,
        created_ms=shop.now(),
        base_amounts=entity.base_amounts,
        transaction_id=entity.sent.fields.get("transaction_id"),
        state=entity.state,
        sent=entity.sent,
    )
    shop.invoices.append(document)
    order.invoices += (document,)
    _tell(shop, "invoice", entity, document.increment_id, lines)
    shop.stock.move([(sku, source, -units) for sku, units in virtual.items()], "invoice", "api")
    shop.stock.reserve(virtual.items(), "invoice_created", order.increment_id)
    return document


def save_creditmemo(shop: SalesContext, entity: Entity) -> CreditMemo:
    """Save a credit memo. Units that have not left are written off; the order's refunds and its state stay."""
    gone = _unshipped(shop, _lines(entity, lambda line: line.refunded))
    document = _creditmemo(shop, entity)
    document.is_booked = False
    _write_off(shop, entity.order, gone)
    _tell(shop, "creditmemo", entity, document.increment_id, document.lines)
    return document


def refund_creditmemo(shop: SalesContext, entity: Entity, offline: bool) -> CreditMemo:
    """Save a credit memo and book its refund, with the amounts as they were sent.

    Without `offline` the amount counts as refunded online, whatever the payment method is. Raises ShopError for more
    money than was paid, and more units than can be refunded.
    """
    order = entity.order
    books = order.in_base()
    left = books.paid_cents - books.refunded_cents
    if entity.base_amounts.total > left:
        text = price(left, order.store.base_currency or order.store.currency)
        raise ShopError("The most money available to refund is %1.", [text])
    lines = _lines(entity, lambda line: line.refunded)
    for row in lines:
        if row.quantity > row.line.to_refund():
            raise ShopError('We found an invalid quantity to refund item "%1".', [row.line.name])
    gone = _unshipped(shop, lines)
    document = _creditmemo(shop, entity)
    document.state = 2
    _write_off(shop, order, gone)
    _book(order, document, lines, offline)
    shop.emit(
        "shop.order.refunded",
        {"order": order.increment_id, "creditmemo": document.increment_id},
        {
            "amount_cents": entity.amounts.total,
            "lines": goods_of(lines),
            "restocked": False,
            "full": is_paid_back(order),
            "by": "api",
        },
    )
    settle(shop, order, "api")
    shop.saved(order, REFUNDED)
    return document


def _creditmemo(shop: SalesContext, entity: Entity) -> CreditMemo:
    order = entity.order
    document = CreditMemo(
        entity_id=len(shop.creditmemos) + 1,
        increment_id=_number(shop, "creditmemo", entity),
        order=order,
        lines=tuple(_lines(entity, lambda line: line.refunded)),
        first_item_id=shop.take_ids("creditmemo_item", len(entity.sent.rows)),
        amounts=entity.amounts,
        adjustment_positive_cents=entity.adjustments[0],
        adjustment_negative_cents=entity.adjustments[1],
        created_ms=shop.now(),
        invoice_id=entity.invoice_id,
        base_amounts=entity.base_amounts,
        base_adjustments=entity.base_adjustments,
        state=entity.state,
        sent=entity.sent,
    )
    shop.creditmemos.append(document)
    order.creditmemos += (document,)
    return document


def _unshipped(shop: SalesContext, lines: Sequence[DocumentLine]) -> dict[str, int]:
    """SKU to the units that have not left. Raises ShopError for a source that does not have them."""
    gone: dict[str, int] = {}
    for row in lines:
        for own, _, unshipped in parts_of(row):
            for sku, units in own.goods(unshipped) if unshipped > 0 else ():
                gone[sku] = gone.get(sku, 0) + units
    if shop.stock.short(gone, shop.stock.default_source):
        raise ShopError("The credit memo couldn't be saved.")
    return gone


def _write_off(shop: SalesContext, order: Order, gone: dict[str, int]) -> None:
    """Take units that have not left off the source, and release their reservation."""
    source = shop.stock.default_source
    shop.stock.move([(sku, source, -units) for sku, units in gone.items()], "refund", "api")
    shop.stock.reserve(gone.items(), "creditmemo_created", order.increment_id)


def _book(order: Order, document: CreditMemo, lines: Sequence[DocumentLine], offline: bool) -> None:
    """Add a refund to the quantities and totals of its order."""
    for row in lines:
        for own, shipped, unshipped in parts_of(row):
            own.returned += shipped
            if own is not row.line:
                own.refunded += shipped + unshipped
        row.line.refunded += row.quantity
    amounts = document.amounts
    order.refunded_total = order.refunded_total.plus(amounts) if order.refunded_total else amounts
    order.adjustment_positive_cents += document.adjustment_positive_cents
    order.adjustment_negative_cents += document.adjustment_negative_cents
    order.online_refunded_cents += 0 if offline else amounts.total
    books, based = order.base, document.base_amounts
    if books is not None and based is not None:
        books.refunded_total = books.refunded_total.plus(based) if books.refunded_total else based
        books.adjustment_positive_cents += document.base_adjustments[0]
        books.adjustment_negative_cents += document.base_adjustments[1]
        books.online_refunded_cents += 0 if offline else based.total
