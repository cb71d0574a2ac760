"""Orders: placement, hold, cancel, comments and edits, and the state moves they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento import states, totals
from fake_magento.errors import BadCart, NotEditable, OutOfStock, ShopError
from fake_magento.events import CANCELLED, PLACED, UPDATED
from fake_magento.model import Amounts, Cart, History, Line, Order
from fake_magento.orderbook import OrderBook

if TYPE_CHECKING:
    from fake_magento.shop import Shop

OFFLINE = {
    "banktransfer": "Bank Transfer Payment",
    "checkmo": "Check / Money order",
    "purchaseorder": "Purchase Order",
}
CARD = "card"
METHODS = {**OFFLINE, CARD: "Credit Card"}
"""Payment method code to title. Offline methods place as new, the card gateway authorises and places as
processing."""


def place(shop: Shop, cart: Cart) -> Order:
    """Turn a cart into an order: reserve the stock first, then save, as Magento does.

    Raises OutOfStock when a SKU cannot be sold in that quantity and BadCart for a cart no shopper could have.
    """
    store = shop.stores.get(cart.store)
    if store is None:
        raise BadCart(f"cart: unknown store {cart.store!r}; the stores are {', '.join(shop.stores)}")
    if cart.method not in METHODS:
        raise BadCart(f"cart: unknown payment method {cart.method!r}; expected one of {', '.join(METHODS)}")
    book = shop.orders
    if cart.increment_id is not None and book.by_number(cart.increment_id) is not None:
        raise BadCart(f"cart: order number {cart.increment_id!r} is taken")
    wanted = _wanted(shop, cart)
    increment_id = cart.increment_id or book.next_number(store.store_id)
    inclusive = store.tax == "inclusive"
    item_id = book.take_item_ids(len(cart.lines))
    discount_hundredths = cart.coupon_percent * 100
    find = shop.catalog.find
    lines: list[Line] = []
    subtotal_incl = 0
    for sku, quantity in cart.lines:
        product = find(sku)
        assert product is not None
        line = totals.price_line(product, quantity, item_id, inclusive, discount_hundredths)
        subtotal_incl += line.row_cents + line.tax_before_cents
        lines.append(line)
        item_id += 1
    shop.stock.reserve([(sku, -quantity) for sku, quantity in wanted.items()], "order_placed", increment_id)
    now_ms = shop.now()
    online = cart.method == CARD
    state = states.PROCESSING if online else states.NEW
    order = Order(
        entity_id=book.next_entity_id(),
        increment_id=increment_id,
        store=store,
        state=state,
        status=states.default_status(state),
        email=cart.email,
        firstname=cart.firstname,
        lastname=cart.lastname,
        customer_id=cart.customer_id,
        method=cart.method,
        lines=lines,
        ordered=totals.total(lines, *shop.shipping[store.code]),
        subtotal_incl_cents=subtotal_incl,
        coupon_code=cart.coupon_code,
        coupon_percent=cart.coupon_percent,
        ship_to=cart.ship_to,
        bill_to=cart.bill_to or cart.ship_to,
        remote_ip=cart.remote_ip,
        protect_code=f"{shop.rng.getrandbits(128):032x}",
        created_ms=now_ms,
        updated_ms=now_ms,
    )
    if cart.parent is not None:
        _relate(order, cart.parent)
    book.add(order)
    _tell_placed(shop, order, inclusive)
    shop.notify(order, PLACED)
    return order


def _wanted(shop: Shop, cart: Cart) -> dict[str, int]:
    """SKU to quantity over all lines; checked against the catalogue and the salable quantity."""
    if not cart.lines:
        raise BadCart("cart: no lines; expected at least one (sku, quantity)")
    wanted: dict[str, int] = {}
    for sku, quantity in cart.lines:
        product = shop.catalog.find(sku)
        if product is None or quantity < 1:
            raise BadCart(
                f"cart: ({sku!r}, {quantity}); expected a SKU of the catalogue and a quantity of 1 or more"
            )
        wanted[product.sku] = wanted.get(product.sku, 0) + quantity
    for sku, quantity in wanted.items():
        salable = shop.stock.salable(sku)
        if salable < quantity:
            shop.emit(
                "shop.checkout.refused",
                {"sku": sku},
                {"why": "out_of_stock", "requested": quantity, "salable": salable},
            )
            raise OutOfStock(sku, quantity, salable)
    return wanted


def _tell_placed(shop: Shop, order: Order, inclusive: bool) -> None:
    amounts = order.ordered
    shop.emit(
        "shop.order.placed",
        {"order": order.increment_id},
        {
            "entity_id": order.entity_id,
            "email": order.email,
            "customer_id": order.customer_id,
            "guest": order.customer_id is None,
            "store": order.store.code,
            "currency": order.store.currency,
            "state": order.state,
            "status": order.status,
            "method": order.method,
            "lines": [
                [line.sku, line.quantity, line.unit_cents, line.discount_cents] for line in order.lines
            ],
            "subtotal_cents": order.subtotal_incl_cents if inclusive else amounts.subtotal,
            "discount_cents": amounts.discount,
            "shipping_cents": amounts.shipping + (amounts.shipping_tax if inclusive else 0),
            "tax_cents": amounts.tax,
            "total_cents": amounts.total,
            "country": order.ship_to.country,
            "replaces": order.parent.increment_id if order.parent else "",
        },
    )


def _relate(order: Order, parent: Order) -> None:
    order.parent = parent
    parent.child = order
    order.original_increment_id = parent.original_increment_id or parent.increment_id
    order.edit_increment = parent.edit_increment + 1


def move(shop: Shop, order: Order, state: str, status: str | None, why: str) -> None:
    """Put an order into a state and status; the state machine refuses what Magento could never do."""
    if state != order.state and state not in states.MOVES[order.state]:
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
    return order.state not in states.NOT_CANCELABLE and any(line.to_invoice() > 0 for line in order.lines)


def cancel(shop: Shop, order: Order, why: str, by: str) -> bool:
    """Cancel what is neither invoiced nor shipped; False when the order does not allow it."""
    if not can_cancel(order):
        return False
    left = shipping_left = False
    lifted = []
    for line in order.lines:
        quantity = min(line.to_invoice(), line.to_ship())
        if quantity > 0:
            line.canceled += quantity
            lifted.append((line.sku, quantity))
        left = left or line.to_refund() > 0
        shipping_left = shipping_left or (line.to_refund() > 0 and line.to_ship() > 0)
    shop.stock.reserve(lifted, "order_canceled", order.increment_id)
    order.canceled_total = _canceled(order)
    if left:
        state = states.PROCESSING if shipping_left else states.COMPLETE
    else:
        state = states.CANCELED
    if state == states.CANCELED:
        shop.emit("shop.order.cancelled", {"order": order.increment_id}, {"why": why, "by": by})
    move(shop, order, state, states.default_status(state), why)
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
    )


def hold(shop: Shop, order: Order, by: str) -> None:
    if order.state not in states.HOLDABLE:
        raise ShopError("A hold action is not available.")
    order.hold_before_state, order.hold_before_status = order.state, order.status
    shop.emit("shop.order.held", {"order": order.increment_id}, {"by": by})
    move(shop, order, states.HOLDED, states.default_status(states.HOLDED), "hold")
    shop.saved(order, UPDATED)


def unhold(shop: Shop, order: Order, by: str) -> None:
    if order.state != states.HOLDED or order.hold_before_state is None:
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
    if policy == "checked" and status is not None and status not in states.STATUSES[order.state]:
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


def edit(shop: Shop, order: Order, lines: list[tuple[str, int]], by: str) -> Order:
    """The admin's edit: end the old order (cancelled, or refunded in full when paid), place NNN-1 in its
    stead.

    Raises NotEditable, or OutOfStock before anything changed.
    """
    if order.state not in (states.NEW, states.PENDING_PAYMENT, states.PROCESSING) or order.shipments:
        raise NotEditable(order.increment_id, "shipped" if order.shipments else order.state)
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
    _check_edit(shop, order, lines)
    if order.paid_cents > order.refunded_cents:
        shop.refund(order, why="edit", by=by)
    if can_cancel(order):
        cancel(shop, order, "edit", by)
    return place(shop, cart)


def _next_edit_number(book: OrderBook, order: Order) -> str:
    original = order.original_increment_id or order.increment_id
    return f"{original}-{order.edit_increment + 1}"


def _check_edit(shop: Shop, order: Order, lines: list[tuple[str, int]]) -> None:
    """The new lines may use what the old order gives back."""
    freed: dict[str, int] = {}
    for line in order.lines:
        freed[line.sku] = freed.get(line.sku, 0) + line.to_ship()
    wanted: dict[str, int] = {}
    for sku, quantity in lines:
        product = shop.catalog.find(sku)
        if product is None or quantity < 1:
            raise BadCart(
                f"edit: ({sku!r}, {quantity}); expected a SKU of the catalogue and a quantity of 1 or more"
            )
        wanted[product.sku] = wanted.get(product.sku, 0) + quantity
    for sku, quantity in wanted.items():
        salable = shop.stock.salable(sku) + freed.get(sku, 0)
        if salable < quantity:
            shop.emit(
                "shop.checkout.refused",
                {"sku": sku},
                {"why": "out_of_stock", "requested": quantity, "salable": salable},
            )
            raise OutOfStock(sku, quantity, salable)
