"""Changes of the state and status of an order."""

from __future__ import annotations

from fake_magento.model.order import Order
from fake_magento.sales import order_states
from fake_magento.sales.context import SalesContext


def move(shop: SalesContext, order: Order, state: str, status: str | None, why: str) -> None:
    """Put an order into a state and status. Raises RuntimeError for a move that the state machine does not have."""
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
