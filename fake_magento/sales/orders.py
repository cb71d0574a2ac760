"""Orders: hold, cancel, comments and edits, and the state moves they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fake_magento.catalog.composites import Choice
from fake_magento.errors import NotEditable, ShopError
from fake_magento.events.notices import CANCELLED, UPDATED
from fake_magento.model.records import Cart, History, Order
from fake_magento.sales import order_states
from fake_magento.sales.checkout import place, refuse_short
from fake_magento.sales.lines import Amounts, Line, per_parent
from fake_magento.sales.order_book import OrderBook
from fake_magento.sales.quotes import goods_of, group_of, rows_of

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def move(shop: Shop, order: Order, state: str, status: str | None, why: str) -> None:
    """Put an order into a state and status; the state machine refuses what Magento could never do."""
    if state != order.state and state not in order_states.MOVES[order.state]:
        raise RuntimeError(f"order {order.increment_id} cannot go from {order.state} to {state} ({why})")
    if state == order.state and status == order.status:
        return
    was = order.status
    order.state = state
    order.status = status
    shop.orders.restatus(order, was)
    shop.emit(
        "shop.order.state", {"order": order.increment_id}, {"state": state, "status": status, "why": why}
    )


def can_cancel(order: Order) -> bool:
    return order.state not in order_states.NOT_CANCELABLE and any(
        line.to_invoice() > 0 for line in order.lines
    )


def end(shop: Shop, order: Order, why: str, by: str) -> None:
    """Cancel the whole of an order nobody has paid for, whatever its state allows its owner."""
    _give_up(shop, order)
    shop.emit("shop.order.cancelled", {"order": order.increment_id}, {"why": why, "by": by})
    move(shop, order, order_states.CANCELED, order_states.default_status(order_states.CANCELED), why)
    shop.saved(order, CANCELLED)


def _give_up_parts(line: Line, units: int) -> list[tuple[str, int]]:
    """Cancel what has not left of the parts of `units` bundles."""
    lifted = []
    for part in line.parts:
        quantity = min(part.to_ship(), units * per_parent(part))
        if quantity > 0:
            part.canceled += quantity
            lifted.append((part.sku, quantity))
    return lifted


def _give_up(shop: Shop, order: Order) -> tuple[bool, bool]:
    """Cancel every open unit and lift its reservation; whether anything is left of the order, and left to ship."""
    left = shipping_left = False
    lifted: list[tuple[str, int]] = []
    for line in order.lines:
        quantity = line.to_cancel()
        if quantity > 0:
            line.canceled += quantity
        if line.made is not None and line.made.separately:
            lifted += _give_up_parts(line, quantity + line.to_invoice())
        elif quantity > 0:
            lifted += line.goods(quantity)
        left = left or line.to_refund() > 0
        shipping_left = shipping_left or (line.to_refund() > 0 and line.to_ship() > 0)
    shop.stock.reserve(lifted, "order_canceled", order.increment_id)
    order.canceled_total = _canceled(order)
    if order.base is not None:
        order.base.canceled_total = _canceled(order.in_base())
    return left, shipping_left


def cancel(shop: Shop, order: Order, why: str, by: str) -> bool:
    """Cancel what is neither invoiced nor shipped; False when the order does not allow it."""
    if not can_cancel(order):
        return False
    left, shipping_left = _give_up(shop, order)
    if left:
        state = order_states.PROCESSING if shipping_left else order_states.COMPLETE
    else:
        state = order_states.CANCELED
    if state == order_states.CANCELED:
        shop.emit("shop.order.cancelled", {"order": order.increment_id}, {"why": why, "by": by})
    move(shop, order, state, order_states.default_status(state), why)
    shop.saved(order, CANCELLED)
    return True


def _canceled(order: Order) -> Amounts:
    """What the order no longer asks for; `discount` keeps Magento's odd sum, which adds the invoiced
    discount."""
    ordered, invoiced = order.ordered, order.invoiced_total or Amounts()
    return Amounts(
        subtotal=ordered.subtotal - invoiced.subtotal,
        tax=ordered.tax - invoiced.tax,
        discount=ordered.discount + invoiced.discount,
        shipping=ordered.shipping - invoiced.shipping,
        total=ordered.total - order.paid_cents,
        gift=ordered.gift - invoiced.gift,
    )


def hold(shop: Shop, order: Order, by: str) -> None:
    if order.state not in order_states.HOLDABLE:
        raise ShopError("A hold action is not available.")
    order.hold_before_state, order.hold_before_status = order.state, order.status
    shop.emit("shop.order.held", {"order": order.increment_id}, {"by": by})
    move(shop, order, order_states.HOLDED, order_states.default_status(order_states.HOLDED), "hold")
    shop.saved(order, UPDATED)


def unhold(shop: Shop, order: Order, by: str) -> None:
    if order.state != order_states.HOLDED or order.hold_before_state is None:
        raise ShopError("You cannot remove the hold.")
    state, status = order.hold_before_state, order.hold_before_status
    order.hold_before_state = order.hold_before_status = None
    shop.emit("shop.order.unheld", {"order": order.increment_id}, {"by": by})
    move(shop, order, state, status, "unhold")
    shop.saved(order, UPDATED)


def comment(
    shop: Shop,
    order: Order,
    text: str,
    status: str | None,
    by: str,
    notified: int | None = 0,
    visible: int = 0,
) -> None:
    """Add a comment; what it does to the status is `ShopConfig.comment_status_policy`. The state never
    changes."""
    policy = shop.config.comment_status_policy
    if policy == "checked" and status is not None and status not in order_states.STATUSES[order.state]:
        raise ShopError(
            f'Unable to add comment: The status "{status}" is not part of the order status history.'
        )
    shop.remember(order, text, "order", status, notified, visible)
    shop.emit(
        "shop.order.commented", {"order": order.increment_id}, {"comment": text, "status": status, "by": by}
    )
    if policy == "unchecked" or (policy == "checked" and status is not None):
        move(shop, order, order.state, status, "comment")
    shop.saved(order, UPDATED)


def history(
    book: OrderBook,
    order: Order,
    text: str | None,
    entity_name: str,
    status: str | None,
    notified: int | None,
    visible: int,
    now_ms: int,
) -> None:
    entry = History(book.take_history_id(), text, now_ms, entity_name, notified, visible, status)
    order.histories.append(entry)


def edit(shop: Shop, order: Order, lines: Sequence[tuple[str, int] | Choice], by: str) -> Order:
    """The admin's edit: end the old order (cancelled, or refunded in full when paid), place NNN-1 in its
    stead.

    Raises NotEditable, or OutOfStock before anything changed.
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
        shop.refund(order, why="edit", by=by)
    if can_cancel(order):
        cancel(shop, order, "edit", by)
    return place(shop, cart)


def _next_edit_number(book: OrderBook, order: Order) -> str:
    original = order.original_increment_id or order.increment_id
    return f"{original}-{order.edit_increment + 1}"


def _check_edit(shop: Shop, order: Order, cart: Cart) -> None:
    """The new lines may use what the old order gives back."""
    freed: dict[str, int] = {}
    for line in order.lines:
        for sku, quantity in line.open_goods():
            freed[sku] = freed.get(sku, 0) + quantity
    wanted = goods_of(rows_of(shop, cart.lines, order.store, group_of(shop, cart.customer_id)))
    refuse_short(shop, wanted, freed)
