r"""Edits of orders by an admin: the order is ended and a successor is placed.

Source: Adobe Commerce user guide, "Update an order"; Magento source, Magento\Sales\Model\AdminOrder\Create.
"""

from __future__ import annotations

from collections.abc import Sequence

from fake_magento.carts.cart_rows import goods_of, group_of, rows_of
from fake_magento.carts.checkout import place, refuse_short
from fake_magento.errors import NotEditable
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice
from fake_magento.model.order import Order
from fake_magento.sales import order_states
from fake_magento.sales.context import SalesContext
from fake_magento.sales.documents.credit_memos import Refund, refund
from fake_magento.sales.order_book import OrderBook
from fake_magento.sales.orders import can_cancel, cancel


def edit(shop: SalesContext, order: Order, lines: Sequence[tuple[str, int] | Choice], by: str) -> Order:
    """End an order (cancelled, or refunded in full when paid) and place its successor, numbered NNN-1.

    Raises NotEditable, or OutOfStock before anything has changed.
    """
    if (
        order.state not in (order_states.NEW, order_states.PENDING_PAYMENT, order_states.PROCESSING)
        or order.shipments
    ):
        raise NotEditable(order.increment_id, "shipped" if order.shipments else order.state)
    owed = order.paid_cents > order.refunded_cents or order.gift_left_cents > 0
    if not owed and any(line.to_refund() > 0 for line in order.lines):
        raise NotEditable(order.increment_id, "invoiced at no cost")
    if order.state != order_states.PROCESSING and order.invoices:
        raise NotEditable(order.increment_id, "invoiced before its payment was known")
    cart = Cart(
        order.store.code,
        order.email,
        order.firstname,
        order.lastname,
        order.customer_id,
        lines,
        ship_to=order.ship_to,
        bill_to=order.bill_to,
        method=order.method,
        coupon_percent=order.coupon_percent,
        coupon_code=order.coupon_code,
        increment_id=_next_edit_number(shop.orders, order),
        parent=order,
        remote_ip=order.remote_ip,
    )
    if order.extras is not None:
        extras = order.extras
        cart.coupon_cents, cart.coupon_on_shipping = extras.coupon_cents, extras.coupon_on_shipping
        cart.gift_cards = tuple((code, base) for code, _, base in extras.gift_cards)
        cart.store_credit_cents = extras.store_credit[1]
    _check_edit(shop, order, cart)
    if owed:
        refund(shop, order, Refund(), "edit", by)
    if can_cancel(order):
        cancel(shop, order, "edit", by)
    return place(shop, cart)


def _next_edit_number(book: OrderBook, order: Order) -> str:
    original = order.original_increment_id or order.increment_id
    return f"{original}-{order.edit_increment + 1}"


def _check_edit(shop: SalesContext, order: Order, cart: Cart) -> None:
    """Raises OutOfStock. The new lines may use the units that the old order releases."""
    freed: dict[str, int] = {}
    for line in order.lines:
        for sku, quantity in line.open_goods():
            freed[sku] = freed.get(sku, 0) + quantity
    wanted = goods_of(rows_of(shop, cart.lines, order.store, group_of(shop, cart.customer_id)))
    refuse_short(shop, wanted, freed, order.store.website)
