"""Invoices: paying for all or part of an order, in Magento's way (every invoice made here is paid)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento import states
from fake_magento.errors import document_refused
from fake_magento.events import PAID
from fake_magento.model import Amounts, Comment, DocumentLine, Invoice, Order
from fake_magento.orders import CARD, move

if TYPE_CHECKING:
    from fake_magento.shop import Shop

Quantities = dict[int, int]
"""Order item id to quantity."""


def open_quantities(order: Order) -> Quantities:
    return {line.item_id: line.to_invoice() for line in order.lines if line.to_invoice() > 0}


def refusals(order: Order, quantities: Quantities) -> list[str]:
    """All rules of Magento that this invoice breaks, in Magento's words."""
    broken = []
    if order.state in states.NOT_INVOICEABLE:
        broken.append(f"An invoice cannot be created when an order has a status of {order.status or ''}")
    elif not any(line.to_invoice() > 0 for line in order.lines):
        broken.append("The order does not allow an invoice to be created.")
    total = 0
    for line in order.lines:
        quantity = quantities.get(line.item_id, 0)
        if quantity > line.to_invoice():
            broken.append(
                "The quantity to invoice must not be greater than the uninvoiced quantity"
                f' for product SKU "{line.sku}".'
            )
        total += max(0, quantity)
    if total <= 0:
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
    lines = []
    for line in order.lines:
        quantity = quantities.get(line.item_id, 0)
        if quantity > 0:
            lines.append(DocumentLine(line, line.invoiced, quantity))
            line.invoiced += quantity
    amounts = _amounts(order, lines)
    order.invoiced_total = order.invoiced_total.plus(amounts) if order.invoiced_total else amounts
    document = Invoice(
        entity_id=len(shop.invoices) + 1,
        increment_id=shop.next_document("invoice", order.store.store_id),
        order=order,
        lines=lines,
        first_item_id=shop.take_ids("invoice_item", len(lines)),
        amounts=amounts,
        created_ms=shop.now(),
        comment=comment,
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
    state = (
        states.PROCESSING
        if any(line.to_ship() > 0 or line.to_invoice() > 0 for line in order.lines)
        else states.COMPLETE
    )
    move(shop, order, state, states.default_status(state), why)
    shop.saved(order, PAID)
    return document


def _amounts(order: Order, lines: list[DocumentLine]) -> Amounts:
    """The money of an invoice. The first one carries all shipping; the parts add up to the order's total."""
    if (
        order.invoiced_total is None
        and all(row.quantity == row.line.quantity for row in lines)
        and len(lines) == len(order.lines)
    ):
        return order.ordered
    first = order.invoiced_total is None
    shipping = order.ordered.shipping if first else 0
    shipping_tax = order.ordered.shipping_tax if first else 0
    return sum_lines(lines, shipping, shipping_tax)


def sum_lines(lines: list[DocumentLine], shipping: int, shipping_tax: int, adjustment: int = 0) -> Amounts:
    """Amounts of a document over parts of order lines."""
    subtotal = tax = discount = compensation = 0
    for row in lines:
        line, before, quantity = row.line, row.before, row.quantity
        subtotal += line.part(line.row_cents, before, quantity)
        tax += line.part(line.tax_cents, before, quantity)
        discount += line.part(line.discount_cents, before, quantity)
        compensation += line.part(line.compensation_cents, before, quantity)
    total = subtotal + tax + compensation - discount + shipping + shipping_tax + adjustment
    return Amounts(subtotal, tax + shipping_tax, discount, compensation, shipping, shipping_tax, total)
