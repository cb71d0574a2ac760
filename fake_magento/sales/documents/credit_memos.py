r"""Credit memos: refunds of an order, with or without return of the goods to stock.

Source: Adobe Commerce developer docs, "Order processing"; Magento source, Magento\Sales\Model\RefundOrder and its
validators, Magento\Sales\Model\Order\CreditmemoFactory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fake_magento.errors import ShopError, document_refused
from fake_magento.events.notices import REFUNDED
from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import Comment, CreditMemo, DocumentLine, Invoice
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine, per_parent
from fake_magento.money import converted, hundredths, percent_of, plain, price, share
from fake_magento.sales import order_states
from fake_magento.sales.completion import is_done
from fake_magento.sales.context import SalesContext
from fake_magento.sales.documents.document_lines import Quantities, goods_of, in_base, row_count, sum_lines
from fake_magento.sales.documents.invoice_refunds import refundable
from fake_magento.sales.order_transitions import move


@dataclass(frozen=True, slots=True)
class Refund:
    r"""A refund request. Amounts are cents in base currency.

    `quantities` None is everything refundable, `shipping_cents` None is all shipping left (net). `return_to_stock` are
    the ids of the items that are put back on sale, None for all of them. With an `invoice` the refund is against that
    invoice; `online` pays it back through the payment provider. `by_hand`: made in the back office, which takes an
    amount without products; its services check less than those of the API
    (Magento\Sales\Model\Service\CreditmemoService against RefundOrder).
    """

    quantities: Quantities | None = None
    shipping_cents: int | None = None
    adjustment_positive_cents: int = 0
    adjustment_negative_cents: int = 0
    return_to_stock: frozenset[int] | None = None
    comment: Comment | None = None
    invoice: Invoice | None = None
    online: bool = False
    by_hand: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether an amount without products is allowed, and paid back."""
        return self.by_hand and self.adjustment_positive_cents > 0


def refusals(order: Order, quantities: Quantities, amounts: Amounts, is_amount: bool = False) -> list[str]:
    """Magento's message for every rule that this credit memo breaks."""
    broken = []
    if order.state in order_states.NOT_REFUNDABLE:
        broken.append(f"A creditmemo can not be created when an order has a status of {order.status or ''}")
    elif not any(line.to_refund() > 0 for line in order.lines):
        broken.append("The order does not allow a creditmemo to be created.")
    if order.paid_cents == order.refunded_cents and not order.gift_left_cents:
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
    if amounts.total <= 0 and not amounts.gift:
        broken.append("The credit memo's total must be positive.")
    elif total <= 0 and amounts.shipping <= 0 and not is_amount:
        broken.append("You can't create a creditmemo without products.")
    available = order.paid_cents - order.refunded_cents
    if amounts.total > available:
        broken.append(f"The most money available to refund is {plain(available)}.")
    return broken


def refund(shop: SalesContext, order: Order, request: Refund, why: str, by: str) -> CreditMemo:
    """Make a credit memo. Shipped units return to their source, unshipped ones release their reservation.

    Raises ShopError with every rule that it breaks.
    """
    quantities = _quantities(order, request)
    _check_shipping(order, request)
    lines = [
        DocumentLine(line, line.refunded, quantity)
        for line in order.lines
        if (quantity := quantities.get(line.item_id, 0)) > 0
    ]
    countable = [row for row in lines if row.quantity <= row.line.to_refund()]
    rate = order.store.rate_millionths if order.base is not None else _SAME
    positive, negative = _adjustments(request, rate)
    amounts = _amounts(order, countable, request, rate, _paid_shipping(shop, request))
    broken = refusals(order, quantities, amounts, request.is_amount)
    if request.invoice is not None:
        broken += _used_up(request.invoice)
    if broken:
        raise document_refused("Creditmemo", broken)
    _check_goods(shop, lines, request)
    document = CreditMemo(
        entity_id=len(shop.creditmemos) + 1,
        increment_id=shop.next_document("creditmemo", order.store.store_id),
        order=order,
        lines=tuple(lines),
        first_item_id=shop.take_ids("creditmemo_item", row_count(lines)),
        amounts=amounts,
        adjustment_positive_cents=positive,
        adjustment_negative_cents=negative,
        created_ms=shop.now(),
        invoice_id=request.invoice.entity_id if request.invoice else None,
        comment=request.comment,
    )
    if order.base is not None:
        _book_base(order, document, request, _paid_shipping(shop, request, in_base=True))
    shop.creditmemos.append(document)
    order.creditmemos += (document,)
    _book_goods(shop, order, lines, request, by)
    order.refunded_total = order.refunded_total.plus(amounts) if order.refunded_total else amounts
    order.adjustment_positive_cents += positive
    order.adjustment_negative_cents += negative
    if request.online:
        order.online_refunded_cents += amounts.total
    shop.emit(
        "shop.order.refunded",
        {"order": order.increment_id, "creditmemo": document.increment_id},
        {
            "amount_cents": amounts.total + amounts.gift,
            "lines": goods_of(lines),
            "restocked": bool(lines) and all(_returns(request, row) for row in lines),
            "full": is_paid_back(order),
            "by": by,
        },
    )
    settle(shop, order, why)
    shop.saved(order, REFUNDED)
    return document


_SAME = 1_000_000


def _quantities(order: Order, request: Refund) -> Quantities:
    """The units of a request: everything refundable without a list, of one invoice where it names one."""
    if request.invoice is not None:
        return refundable(request.invoice, request.quantities)
    if request.quantities is not None:
        return request.quantities
    return {line.item_id: line.to_refund() for line in order.lines if line.to_refund() > 0}


def _check_shipping(order: Order, request: Refund) -> None:
    """Raises ShopError for more shipping than the order has left, before any other rule."""
    books = order.in_base()
    given = books.refunded_total or Amounts()
    left = max(0, books.ordered.shipping - given.shipping)
    if request.shipping_cents is not None and request.shipping_cents > left:
        text = price(left, order.store.base_currency or order.store.currency)
        raise ShopError("Maximum shipping amount allowed to refund is: %1", [text])


def _adjustments(request: Refund, rate: int) -> tuple[int, int]:
    return (
        converted(request.adjustment_positive_cents, rate),
        converted(request.adjustment_negative_cents, rate),
    )


def _paid_shipping(shop: SalesContext, request: Refund, in_base: bool = False) -> Amounts | None:
    """The amounts of the invoice whose shipping is the most that is given back; None for all that the order has left.

    Where a shop shows shipping with tax, Magento leaves the invoice out of account (magento2 issue 41277).
    """
    if request.invoice is None:
        return None
    if shop.config.refund_shipping_of_order:
        shop.surprise("refund_shipping_of_order")
        return None
    invoice = request.invoice
    return invoice.base_amounts if in_base and invoice.base_amounts is not None else invoice.amounts


def _amounts(
    order: Order, lines: Sequence[DocumentLine], request: Refund, rate: int, paid: Amounts | None
) -> Amounts:
    """The money of a credit memo in one currency; `rate` converts the amounts of the request into it.

    Without an amount in the request, at most the shipping in `paid` is given back.
    """
    invoiced = order.invoiced_total or Amounts()
    given = order.refunded_total or Amounts()
    left = (
        invoiced.shipping - given.shipping,
        invoiced.shipping_tax - given.shipping_tax,
        invoiced.shipping_discount - given.shipping_discount,
        invoiced.shipping_compensation - given.shipping_compensation,
    )
    wanted = request.shipping_cents
    if wanted is None and paid is not None:
        left = (
            min(left[0], paid.shipping),
            min(left[1], paid.shipping_tax),
            min(left[2], paid.shipping_discount),
            min(left[3], paid.shipping_compensation),
        )
    if wanted is not None and rate != _SAME:
        wanted = None if wanted == _base_shipping_left(order) else converted(wanted, rate)
    if wanted is not None and wanted != left[0]:
        left = _part_of_shipping(order, wanted, left)
    positive, negative = _adjustments(request, rate)
    return sum_lines(lines, left, positive - negative, invoiced.gift - given.gift)


def _base_shipping_left(order: Order) -> int:
    """Shipping left to refund in base currency. A request for all of it is not converted."""
    books = order.base
    if books is None or books.invoiced_total is None:
        return 0
    return books.invoiced_total.shipping - (books.refunded_total.shipping if books.refunded_total else 0)


def _part_of_shipping(
    order: Order, wanted: int, left: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """(net, tax, discount, compensation) of a part of the shipping."""
    rate = hundredths(order.store.shipping_tax_percent)
    whole = order.ordered
    tax = min(left[1], percent_of(max(0, wanted), rate)) if whole.shipping_tax else 0
    off, compensation = 0, 0
    if whole.shipping_discount and whole.shipping and wanted > 0:
        part = min(wanted, whole.shipping)
        off = min(left[2], share(whole.shipping_discount, part, whole.shipping))
        compensation = min(left[3], share(whole.shipping_compensation, part, whole.shipping))
    return wanted, tax, off, compensation


def _used_up(invoice: Invoice) -> list[str]:
    """The message for an invoice that is given back in full. More than an invoice took is refused by the order only."""
    given = sum(
        memo.amounts.total
        for memo in invoice.order.creditmemos
        if memo.invoice_id == invoice.entity_id and memo.is_booked
    )
    return ["We can't create creditmemo for the invoice."] if given >= invoice.amounts.total else []


def _book_base(order: Order, document: CreditMemo, request: Refund, paid: Amounts | None) -> None:
    """Add the amounts in base currency."""
    books = order.base
    assert books is not None
    rows = [in_base(row) for row in document.lines]
    amounts = _amounts(order.in_base(), rows, request, _SAME, paid)
    document.base_amounts = amounts
    document.base_adjustments = _adjustments(request, _SAME)
    books.refunded_total = books.refunded_total.plus(amounts) if books.refunded_total else amounts
    books.adjustment_positive_cents += document.base_adjustments[0]
    books.adjustment_negative_cents += document.base_adjustments[1]
    if request.online:
        books.online_refunded_cents += amounts.total


def is_paid_back(order: Order) -> bool:
    """Whether everything that was paid has been refunded."""
    return order.refunded_cents >= order.paid_cents and not order.gift_left_cents


def _returns(request: Refund, row: DocumentLine) -> bool:
    return request.return_to_stock is None or row.line.item_id in request.return_to_stock


def parts_of(row: DocumentLine) -> list[tuple[OrderLine, int, int]]:
    """Per row that is shipped by itself: (row, refunded units that were shipped, refunded units that were not).

    Virtual goods count as shipped: they leave with the invoice.
    """
    line = row.line
    if line.made is not None and line.made.kind == "virtual":
        return [(line, row.quantity, 0)]
    found = []
    for stock in line.stock_rows:
        units = row.quantity if stock is line else row.quantity * per_parent(stock)
        shipped = min(units, stock.shipped - stock.returned)
        found.append((stock, shipped, min(units - shipped, stock.to_ship())))
    return found


def _check_goods(shop: SalesContext, lines: Sequence[DocumentLine], request: Refund) -> None:
    """Unshipped goods that are not put back on sale are deducted at the default source, which must hold them."""
    leaving: dict[str, int] = {}
    for row in lines:
        for stock, _, unshipped in parts_of(row) if not _returns(request, row) else ():
            for sku, units in stock.goods(unshipped):
                leaving[sku] = leaving.get(sku, 0) + units
    if shop.stock.short(leaving, shop.stock.default_source):
        raise ShopError("Could not save a Creditmemo, see error log for details")


def _book_goods(
    shop: SalesContext, order: Order, lines: Sequence[DocumentLine], request: Refund, by: str
) -> None:
    stock = shop.stock
    moved: list[tuple[str, str, int]] = []
    lifted: list[tuple[str, int]] = []
    for row in lines:
        line, back = row.line, _returns(request, row)
        parts = parts_of(row)
        line.refunded += row.quantity
        for own, shipped, unshipped in parts:
            own.returned += shipped
            if own is not line:
                own.refunded += shipped + unshipped
            if shipped and back:
                source = _source_of(order, own.item_id) or stock.default_source
                moved += [(sku, source, units) for sku, units in own.goods(shipped)]
            if unshipped:
                goods = own.goods(unshipped)
                if not back:
                    moved += [(sku, stock.default_source, -units) for sku, units in goods]
                lifted += goods
    stock.move(moved, "refund", by)
    stock.reserve(lifted, "creditmemo_created", order.increment_id)


def _source_of(order: Order, item_id: int) -> str | None:
    """The source of the last shipment of an item."""
    for shipment in reversed(order.shipments):
        if any(row.line.item_id == item_id for row in shipment.lines):
            return shipment.source
    return None


def settle(shop: SalesContext, order: Order, why: str) -> None:
    """Move a finished order: to closed when all is refunded, else to complete."""
    if order.state not in (order_states.PROCESSING, order_states.COMPLETE):
        return
    if not is_done(shop, order):
        return
    if is_paid_back(order):
        move(
            shop,
            order,
            order_states.CLOSED,
            order_states.default_status(order_states.CLOSED, shop.config.statuses),
            why,
        )
    elif order.state == order_states.PROCESSING:
        move(
            shop,
            order,
            order_states.COMPLETE,
            order_states.default_status(order_states.COMPLETE, shop.config.statuses),
            why,
        )
