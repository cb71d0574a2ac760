"""Credit memos: money goes back, and perhaps the goods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_magento import states
from fake_magento.errors import ShopError, document_refused
from fake_magento.events import REFUNDED
from fake_magento.invoices import Quantities, sum_lines
from fake_magento.model import Amounts, Comment, CreditMemo, DocumentLine, Order
from fake_magento.money import hundredths, percent_of, plain
from fake_magento.orders import move

if TYPE_CHECKING:
    from fake_magento.shop import Shop


@dataclass(frozen=True, slots=True)
class Refund:
    """What to give back. `quantities` None is everything refundable, `shipping_cents` None is all shipping
    left
    (net amount); the items in `return_to_stock` (None: all of them) go back on sale."""

    quantities: Quantities | None = None
    shipping_cents: int | None = None
    adjustment_positive_cents: int = 0
    adjustment_negative_cents: int = 0
    return_to_stock: frozenset[int] | None = None
    comment: Comment | None = None


def refusals(order: Order, quantities: Quantities, amounts: Amounts) -> list[str]:
    """All rules of Magento that this credit memo breaks, in Magento's words."""
    broken = []
    if order.state in states.NOT_REFUNDABLE:
        broken.append(f"A creditmemo can not be created when an order has a status of {order.status or ''}")
    elif not any(line.to_refund() > 0 for line in order.lines):
        broken.append("The order does not allow a creditmemo to be created.")
    if order.paid_cents == order.refunded_cents:
        broken.append("We can't create creditmemo for the order.")
    known = {line.item_id: line for line in order.lines}
    total = 0
    for item_id, quantity in quantities.items():
        line = known.get(item_id)
        if line is None:
            broken.append("The creditmemo contains product item that is not part of the original order.")
        elif quantity > line.to_refund():
            broken.append(
                "The quantity to creditmemo must not be greater than the unrefunded quantity"
                f' for product SKU "{line.sku}".'
            )
        else:
            total += quantity
    if amounts.total <= 0:
        broken.append("The credit memo's total must be positive.")
    elif total <= 0 and amounts.shipping <= 0:
        broken.append("You can't create a creditmemo without products.")
    available = order.paid_cents - order.refunded_cents
    if amounts.total > available:
        broken.append(f"The most money available to refund is {plain(available)}.")
    return broken


def refund(shop: Shop, order: Order, request: Refund, why: str, by: str) -> CreditMemo:
    """Refund, and put goods back: shipped units return to the source, unshipped ones lift their
    reservation."""
    quantities = request.quantities
    if quantities is None:
        quantities = {line.item_id: line.to_refund() for line in order.lines if line.to_refund() > 0}
    lines = [
        DocumentLine(line, line.refunded, quantity)
        for line in order.lines
        if (quantity := quantities.get(line.item_id, 0)) > 0
    ]
    amounts = _amounts(order, [row for row in lines if row.quantity <= row.line.to_refund()], request)
    broken = refusals(order, quantities, amounts)
    if broken:
        raise document_refused("Creditmemo", broken)
    _check_goods(shop, lines, request)
    document = CreditMemo(
        entity_id=len(shop.creditmemos) + 1,
        increment_id=shop.next_document("creditmemo", order.store.store_id),
        order=order,
        lines=lines,
        first_item_id=shop.take_ids("creditmemo_item", len(lines)),
        amounts=amounts,
        adjustment_positive_cents=request.adjustment_positive_cents,
        adjustment_negative_cents=request.adjustment_negative_cents,
        created_ms=shop.now(),
        comment=request.comment,
    )
    shop.creditmemos.append(document)
    order.creditmemos.append(document)
    _book_goods(shop, order, lines, request, by)
    order.refunded_total = order.refunded_total.plus(amounts) if order.refunded_total else amounts
    order.adjustment_positive_cents += request.adjustment_positive_cents
    order.adjustment_negative_cents += request.adjustment_negative_cents
    shop.emit(
        "shop.order.refunded",
        {"order": order.increment_id, "creditmemo": document.increment_id},
        {
            "amount_cents": amounts.total,
            "lines": [[row.line.sku, row.quantity] for row in lines],
            "restocked": bool(lines) and all(_returns(request, row) for row in lines),
            "full": order.refunded_cents >= order.paid_cents,
            "by": by,
        },
    )
    _settle(shop, order, why)
    shop.saved(order, REFUNDED)
    return document


def _amounts(order: Order, lines: list[DocumentLine], request: Refund) -> Amounts:
    invoiced = order.invoiced_total or Amounts()
    given = order.refunded_total or Amounts()
    left = invoiced.shipping - given.shipping
    left_tax = invoiced.shipping_tax - given.shipping_tax
    if request.shipping_cents is None or request.shipping_cents == left:
        shipping, shipping_tax = left, left_tax
    else:
        shipping = request.shipping_cents
        rate = hundredths(order.store.shipping_tax_percent)
        shipping_tax = min(left_tax, percent_of(shipping, rate)) if invoiced.shipping_tax else 0
    adjustment = request.adjustment_positive_cents - request.adjustment_negative_cents
    return sum_lines(lines, shipping, shipping_tax, adjustment)


def _returns(request: Refund, row: DocumentLine) -> bool:
    return request.return_to_stock is None or row.line.item_id in request.return_to_stock


def _parts(row: DocumentLine) -> tuple[int, int]:
    """The refunded units that had been shipped, and those that had not."""
    shipped = min(row.quantity, row.line.shipped - row.line.returned)
    return shipped, row.quantity - shipped


def _check_goods(shop: Shop, lines: list[DocumentLine], request: Refund) -> None:
    """Unshipped goods that do not go back on sale are taken off the default source; it must hold them."""
    leaving: dict[str, int] = {}
    for row in lines:
        unshipped = _parts(row)[1]
        if unshipped and not _returns(request, row):
            leaving[row.line.sku] = leaving.get(row.line.sku, 0) + unshipped
    if shop.stock.short(leaving, shop.stock.default_source):
        raise ShopError("Could not save a Creditmemo, see error log for details")


def _book_goods(shop: Shop, order: Order, lines: list[DocumentLine], request: Refund, by: str) -> None:
    stock = shop.stock
    moved: list[tuple[str, str, int]] = []
    lifted: list[tuple[str, int]] = []
    for row in lines:
        line = row.line
        shipped, unshipped = _parts(row)
        back = _returns(request, row)
        line.refunded += row.quantity
        line.returned += shipped
        if shipped and back:
            moved.append((line.sku, _source_of(order, line.item_id) or stock.default_source, shipped))
        if unshipped:
            if not back:
                moved.append((line.sku, stock.default_source, -unshipped))
            lifted.append((line.sku, unshipped))
    stock.move(moved, "refund", by)
    stock.reserve(lifted, "creditmemo_created", order.increment_id)


def _source_of(order: Order, item_id: int) -> str | None:
    """The source the units last left from."""
    for shipment in reversed(order.shipments):
        if any(row.line.item_id == item_id for row in shipment.lines):
            return shipment.source
    return None


def _settle(shop: Shop, order: Order, why: str) -> None:
    """closed when nothing can be refunded, shipped or invoiced any more; else complete when all is
    shipped."""
    if any(line.to_invoice() > 0 or line.to_ship() > 0 for line in order.lines):
        return
    if order.refunded_cents >= order.paid_cents:
        move(shop, order, states.CLOSED, states.default_status(states.CLOSED), why)
    elif order.state == states.PROCESSING:
        move(shop, order, states.COMPLETE, states.default_status(states.COMPLETE), why)
