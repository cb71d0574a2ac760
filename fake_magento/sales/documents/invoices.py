r"""Invoices: payment of all or part of an order. Every invoice made here is paid.

Source: Adobe Commerce developer docs, "Order processing"; Magento source, Magento\Sales\Model\InvoiceOrder and its
validators, Magento\Sales\Model\Order\OrderStateResolver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fake_magento.errors import ShopError, document_refused
from fake_magento.events.notices import PAID
from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import Comment, DocumentLine, Invoice
from fake_magento.model.order import Order
from fake_magento.sales import order_states
from fake_magento.sales.completion import is_done
from fake_magento.sales.context import SalesContext
from fake_magento.sales.documents.document_lines import Quantities, in_base, row_count, sum_lines
from fake_magento.sales.order_transitions import move
from fake_magento.sales.payment_methods import GATEWAYS


def open_quantities(order: Order) -> Quantities:
    """Everything left to invoice."""
    return {line.item_id: left for line in order.lines if (left := line.to_invoice()) > 0}


def refusals(order: Order, quantities: Quantities) -> list[str]:
    """Magento's message for every rule that this invoice breaks."""
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
    shop: SalesContext, order: Order, quantities: Quantities | None, why: str, comment: Comment | None = None
) -> Invoice:
    """Invoice the given quantities (None: everything open) as paid. Raises ShopError with every rule that it breaks."""
    if quantities is None:
        quantities = open_quantities(order)
    broken = refusals(order, quantities)
    if broken:
        raise document_refused("Invoice", broken)
    virtual = None if order.plain else _virtual_goods(order, quantities)
    if virtual and shop.stock.short(virtual, shop.stock.default_source):
        raise ShopError("Could not save an invoice, see error log for details")
    lines = []
    for line in order.lines:
        quantity = quantities.get(line.item_id, 0)
        if quantity > 0:
            lines.append(DocumentLine(line, line.invoiced, quantity))
            line.invoiced += quantity
    amounts, base_amounts = _booked(shop, order, lines)
    document = Invoice(
        entity_id=len(shop.invoices) + 1,
        increment_id=shop.next_document("invoice", order.store.store_id),
        order=order,
        lines=tuple(lines),
        first_item_id=shop.take_ids("invoice_item", len(lines) if order.plain else row_count(lines)),
        amounts=amounts,
        created_ms=shop.now(),
        comment=comment,
        base_amounts=base_amounts,
    )
    if order.method in GATEWAYS:
        document.transaction_id = order.transaction_id = f"txn-{order.protect_code[:12]}-{document.entity_id}"
    shop.invoices.append(document)
    order.invoices += (document,)
    shop.emit(
        "shop.order.paid",
        {"order": order.increment_id, "invoice": document.increment_id},
        {"amount_cents": amounts.total, "currency": order.store.currency, "method": order.method},
    )
    if virtual:
        _deduct(shop, order, virtual)
    state = _state_after(shop, order)
    move(shop, order, state, order_states.default_status(state, shop.config.statuses), why)
    shop.saved(order, PAID)
    return document


def _state_after(shop: SalesContext, order: Order) -> str:
    """The state after an invoice: complete when nothing is open, else processing.

    Magento's state resolver starts from new, so an order that waits for its payment becomes new.
    """
    if is_done(shop, order):
        return order_states.COMPLETE
    return order_states.NEW if order.state == order_states.PENDING_PAYMENT else order_states.PROCESSING


def _virtual_goods(order: Order, quantities: Quantities) -> dict[str, int]:
    """Virtual goods of an invoice, SKU to units. They leave the stock when they are invoiced."""
    found: dict[str, int] = {}
    for line in order.lines:
        if line.made is not None and line.made.kind == "virtual" and quantities.get(line.item_id, 0) > 0:
            found[line.stocked] = found.get(line.stocked, 0) + quantities[line.item_id]
    return found


def _deduct(shop: SalesContext, order: Order, goods: dict[str, int]) -> None:
    source = shop.stock.default_source
    shop.stock.move([(sku, source, -quantity) for sku, quantity in goods.items()], "invoice", "admin")
    shop.stock.reserve(goods.items(), "invoice_created", order.increment_id)


def _booked(
    shop: SalesContext, order: Order, lines: Sequence[DocumentLine]
) -> tuple[Amounts, Amounts | None]:
    """The money of an invoice and, where that differs, in base currency; both are added to what was invoiced."""
    drops = shop.config.invoice_drops_a_rule
    whole = _amounts(order, lines)
    amounts = _dropped(order, lines, whole, 1) if drops else whole
    if amounts != whole:
        shop.surprise("invoice_drops_a_rule")
    base_amounts = None
    if (books := order.base) is not None:
        base_amounts = _amounts(order.in_base(), [in_base(row) for row in lines])
        base_amounts = _dropped(order, lines, base_amounts, 2) if drops else base_amounts
        books.invoiced_total = (
            books.invoiced_total.plus(base_amounts) if books.invoiced_total else base_amounts
        )
    order.invoiced_total = order.invoiced_total.plus(amounts) if order.invoiced_total else amounts
    return amounts, base_amounts


def _dropped(order: Order, lines: Sequence[DocumentLine], amounts: Amounts, column: int) -> Amounts:
    """The money of an invoice without what earlier price rules took off its bundles (magento2 issue 39542).

    `column` is 1 for the currency of the order, 2 for base currency.
    """
    earlier = {each[0]: each[column] for each in order.extras.earlier_discounts} if order.extras else {}
    lacking = sum(row.line.part(earlier.get(row.line.item_id, 0), row.before, row.quantity) for row in lines)
    return replace(amounts, discount=amounts.discount - lacking, total=amounts.total + lacking)


def _amounts(order: Order, lines: Sequence[DocumentLine]) -> Amounts:
    """The money of an invoice. The first one has all shipping; all together add up to the order's total."""
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
