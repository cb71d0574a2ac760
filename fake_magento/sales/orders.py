r"""Services of orders: hold, cancel, comment.

Source: Adobe Commerce developer docs, "Order processing"; Magento source,
Magento\Sales\Model\Service\OrderService.
"""

from __future__ import annotations

from fake_magento.errors import ShopError
from fake_magento.events.notices import CANCELLED, UPDATED
from fake_magento.model.amounts import Amounts
from fake_magento.model.order import Order, StatusHistory
from fake_magento.model.order_line import OrderLine, per_parent
from fake_magento.sales import order_states
from fake_magento.sales.context import SalesContext
from fake_magento.sales.order_book import OrderBook
from fake_magento.sales.order_transitions import move
from fake_magento.sales.standing import standing_fact


def can_cancel(order: Order) -> bool:
    """Whether the state allows it and units are left to invoice."""
    return order.state not in order_states.NOT_CANCELABLE and any(
        line.to_invoice() > 0 for line in order.lines
    )


def end(shop: SalesContext, order: Order, why: str, by: str) -> None:
    """Cancel the whole of an unpaid order, whatever its state."""
    _cancel_units(shop, order)
    shop.emit("shop.order.cancelled", {"order": order.increment_id}, {"why": why, "by": by})
    move(
        shop,
        order,
        order_states.CANCELED,
        order_states.default_status(order_states.CANCELED, shop.config.statuses),
        why,
    )
    shop.saved(order, CANCELLED)


def _cancel_parts(line: OrderLine, units: int) -> list[tuple[str, int]]:
    """Cancel the unshipped parts of `units` bundles; gives the (SKU, units) to release."""
    lifted = []
    for part in line.parts:
        quantity = min(part.to_ship(), units * per_parent(part))
        if quantity > 0:
            part.canceled += quantity
            lifted.append((part.stocked, quantity))
    return lifted


def _cancel_units(shop: SalesContext, order: Order) -> tuple[bool, bool]:
    """Cancel every open unit and release its reservation: (whether units are left, whether any are left to ship)."""
    left = shipping_left = False
    lifted: list[tuple[str, int]] = []
    for line in order.lines:
        quantity = line.to_cancel()
        if quantity > 0:
            line.canceled += quantity
        if line.made is not None and line.made.separately:
            lifted += _cancel_parts(line, quantity + line.to_invoice())
        elif quantity > 0:
            lifted += line.goods(quantity)
        left = left or line.to_refund() > 0
        shipping_left = shipping_left or (line.to_refund() > 0 and line.to_ship() > 0)
    shop.stock.reserve(lifted, "order_canceled", order.increment_id)
    order.canceled_total = _canceled(order)
    if order.base is not None:
        order.base.canceled_total = _canceled(order.in_base())
    return left, shipping_left


def cancel(shop: SalesContext, order: Order, why: str, by: str) -> bool:
    """Cancel the units that are neither invoiced nor shipped; False when the order does not allow it."""
    if not can_cancel(order):
        return False
    left, shipping_left = _cancel_units(shop, order)
    if left:
        state = order_states.PROCESSING if shipping_left else order_states.COMPLETE
    else:
        state = order_states.CANCELED
    keys = {"order": order.increment_id}
    if state == order_states.CANCELED:
        shop.emit("shop.order.cancelled", keys, {"why": why, "by": by})
    else:
        shop.emit("shop.order.reduced", keys, {**standing_fact(order), "why": why, "by": by})
    move(shop, order, state, order_states.default_status(state, shop.config.statuses), why)
    shop.saved(order, CANCELLED if state == order_states.CANCELED else UPDATED)
    return True


def _canceled(order: Order) -> Amounts:
    """The canceled amounts. `discount` is Magento's sum, which adds the invoiced discount instead of taking it off."""
    ordered, invoiced = order.ordered, order.invoiced_total or Amounts()
    return Amounts(
        subtotal=ordered.subtotal - invoiced.subtotal,
        tax=ordered.tax - invoiced.tax,
        discount=ordered.discount + invoiced.discount,
        shipping=ordered.shipping - invoiced.shipping,
        total=ordered.total - order.paid_cents,
        gift=ordered.gift - invoiced.gift,
    )


def hold(shop: SalesContext, order: Order, by: str) -> None:
    """Put an order on hold. Raises ShopError."""
    if order.state not in order_states.HOLDABLE:
        raise ShopError("A hold action is not available.")
    order.hold_before_state, order.hold_before_status = order.state, order.status
    shop.emit("shop.order.held", {"order": order.increment_id}, {"by": by})
    move(
        shop,
        order,
        order_states.HOLDED,
        order_states.default_status(order_states.HOLDED, shop.config.statuses),
        "hold",
    )
    shop.saved(order, UPDATED)


def unhold(shop: SalesContext, order: Order, by: str) -> None:
    """Release an order from hold, back to its state before. Raises ShopError."""
    if order.state != order_states.HOLDED or order.hold_before_state is None:
        raise ShopError("You cannot remove the hold.")
    state, status = order.hold_before_state, order.hold_before_status
    order.hold_before_state = order.hold_before_status = None
    shop.emit("shop.order.unheld", {"order": order.increment_id}, {"by": by})
    move(shop, order, state, status, "unhold")
    shop.saved(order, UPDATED)


def comment(
    shop: SalesContext,
    order: Order,
    text: str,
    status: str | None,
    by: str,
    notified: int | None = 0,
    visible: int = 0,
) -> None:
    """Add a comment. `ShopConfig.comment_status_policy` decides whether the status changes; the state never does.

    Raises ShopError for a status that the policy refuses.
    """
    policy = shop.config.comment_status_policy
    known = (*order_states.STATUSES[order.state], *shop.config.statuses.values(), order.status)
    if policy == "checked" and status is not None and status not in known:
        raise ShopError(
            f'Unable to add comment: The status "{status}" is not part of the order status history.'
        )
    shop.add_history(order, text, "order", status, notified, visible)
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
    """Add an entry to the status history."""
    entry = StatusHistory(book.take_history_id(), text, now_ms, entity_name, notified, visible, status)
    order.histories += (entry,)
