"""Invoices: paying for all or part of an order, in Magento's way (every invoice made here is paid)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento.errors import ShopError, document_refused
from fake_magento.events.notices import PAID
from fake_magento.model.records import Comment, DocumentLine, Invoice, Order
from fake_magento.sales import order_states
from fake_magento.sales.lines import Amounts
from fake_magento.sales.orders import move
from fake_magento.sales.payment_methods import CARD

if TYPE_CHECKING:
    from fake_magento.shop import Shop

Quantities = dict[int, int]
"""Order item id to quantity."""


def open_quantities(order: Order) -> Quantities:
    return {line.item_id: left for line in order.lines if (left := line.to_invoice()) > 0}


def refusals(order: Order, quantities: Quantities) -> list[str]:
    """All rules of Magento that this invoice breaks, in Magento's words."""
    is_open, total, exceeded = False, 0, []
    for line in order.lines:
        left, quantity = line.to_invoice(), quantities.get(line.item_id, 0)
        if left > 0:
            is_open = True
        if quantity > left:
            exceeded.append(
                "The quantity to invoice must not be greater than the uninvoiced quantity"
                f' for product SKU "{line.sku}".'
            )
        if quantity > 0:
            total += quantity
    broken = []
    if order.state in order_states.NOT_INVOICEABLE:
        broken.append(f"An invoice cannot be created when an order has a status of {order.status or ''}")
    elif not is_open:
        broken.append("The order does not allow an invoice to be created.")
    broken += exceeded
    if total == 0:
        broken.append("The invoice can't be created without products. Add products and try again.")
    return broken


def invoice(
    shop: Shop, order: Order, quantities: Quantities | None, why: str, comment: Comment | None = None
) -> Invoice:
    """Invoice the given quantities (None: everything still open) and book them as paid."""
    if quantities is None:
        quantities = open_quantities(order)
    broken = refusals(order, quantities)
    if broken:
        raise document_refused("Invoice", broken)
    unpacked = None if order.plain else _unpacked(order, quantities)
    if unpacked and shop.stock.short(unpacked, shop.stock.default_source):
        raise ShopError("Could not save an invoice, see error log for details")
    lines = []
    for line in order.lines:
        quantity = quantities.get(line.item_id, 0)
        if quantity > 0:
            lines.append(DocumentLine(line, line.invoiced, quantity))
            line.invoiced += quantity
    base_amounts = None
    if order.base is not None:
        base_amounts = _amounts(order.in_base(), [in_base(row) for row in lines])
        books = order.base
        books.invoiced_total = (
            books.invoiced_total.plus(base_amounts) if books.invoiced_total else base_amounts
        )
    amounts = _amounts(order, lines)
    order.invoiced_total = order.invoiced_total.plus(amounts) if order.invoiced_total else amounts
    document = Invoice(
        entity_id=len(shop.invoices) + 1,
        increment_id=shop.next_document("invoice", order.store.store_id),
        order=order,
        lines=lines,
        first_item_id=shop.take_ids("invoice_item", len(lines) if order.plain else row_count(lines)),
        amounts=amounts,
        created_ms=shop.now(),
        comment=comment,
        base_amounts=base_amounts,
    )
    if order.method == CARD:
        document.transaction_id = order.transaction_id = f"txn-{order.protect_code[:12]}-{document.entity_id}"
    shop.invoices.append(document)
    order.invoices.append(document)
    shop.emit(
        "shop.order.paid",
        {"order": order.increment_id},
        {"amount_cents": amounts.total, "currency": order.store.currency, "method": order.method},
    )
    if unpacked:
        _hand_over(shop, order, unpacked)
    state = _state_after(order)
    move(shop, order, state, order_states.default_status(state), why)
    shop.saved(order, PAID)
    return document


def _state_after(order: Order) -> str:
    """complete when nothing is left to do. An order that still waits for its payment is not known to Magento's
    resolver, which starts from new: there it ends."""
    if not order.has_open_units:
        return order_states.COMPLETE
    return order_states.NEW if order.state == order_states.PENDING_PAYMENT else order_states.PROCESSING


def _unpacked(order: Order, quantities: Quantities) -> dict[str, int]:
    """Virtual goods of an invoice, SKU to units: they leave the stock when they are invoiced."""
    found: dict[str, int] = {}
    for line in order.lines:
        if line.made is not None and line.made.kind == "virtual" and quantities.get(line.item_id, 0) > 0:
            found[line.sku] = found.get(line.sku, 0) + quantities[line.item_id]
    return found


def _hand_over(shop: Shop, order: Order, goods: dict[str, int]) -> None:
    source = shop.stock.default_source
    shop.stock.move([(sku, source, -quantity) for sku, quantity in goods.items()], "invoice", "admin")
    shop.stock.reserve(goods.items(), "invoice_created", order.increment_id)


def in_base(row: DocumentLine) -> DocumentLine:
    return DocumentLine(row.line.in_base(), row.before, row.quantity)


def row_count(lines: list[DocumentLine]) -> int:
    """Rows of a document: parents and what is below them."""
    return sum(1 + len(row.line.parts) for row in lines)


def _amounts(order: Order, lines: list[DocumentLine]) -> Amounts:
    """The money of an invoice. The first one carries all shipping; the parts add up to the order's total."""
    if (
        order.invoiced_total is None
        and all(row.quantity == row.line.quantity for row in lines)
        and len(lines) == len(order.lines)
    ):
        return order.ordered
    ordered, before = order.ordered, order.invoiced_total
    if before is not None:
        return sum_lines(lines, gift=ordered.gift - before.gift)
    shipping = (
        ordered.shipping,
        ordered.shipping_tax,
        ordered.shipping_discount,
        ordered.shipping_compensation,
    )
    return sum_lines(lines, shipping, gift=ordered.gift)


def sum_lines(
    lines: list[DocumentLine],
    shipping: tuple[int, int, int, int] = (0, 0, 0, 0),
    adjustment: int = 0,
    gift: int = 0,
) -> Amounts:
    """Amounts of a document over parts of order lines. `shipping` is net, tax, discount, compensation; `gift` is
    what vouchers can still pay or take back."""
    subtotal = tax = discount = compensation = 0
    for row in lines:
        line, before, quantity = row.line, row.before, row.quantity
        subtotal += line.part(line.row_cents, before, quantity)
        tax += line.part(line.tax_cents, before, quantity)
        discount += line.discount_part(before, quantity)
        compensation += line.part(line.compensation_cents, before, quantity)
    net, net_tax, off, comp = shipping
    total = subtotal + tax + compensation - discount + net + net_tax + comp - off + adjustment
    used = max(0, min(gift, total))
    return Amounts(
        subtotal,
        tax + net_tax,
        discount + off,
        compensation,
        net,
        net_tax,
        total - used,
        off,
        comp,
        used,
    )
