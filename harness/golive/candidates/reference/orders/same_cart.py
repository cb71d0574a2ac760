"""Orders that the shop made from one cart: the browser and the payment provider may both place it."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.state import NOT_WANTED, Record, State


class Carts:
    """Knows which order came first from each cart. A cart is its id and the e-mail address of the customer."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._first = {record.cart: order for order, record in state.orders.items() if record.cart}

    def other(self, record: Record, order: dict[str, Any]) -> str:
        """Return the earlier order of the same cart that is still wanted; "" where there is none."""
        record.cart = f"{order.get('quote_id')} {order['customer_email'].lower()}"
        first = self._first.setdefault(record.cart, record.order)
        if first == record.order:
            return ""
        earlier = self._state.orders.get(first)
        if earlier is None or earlier.cancel or earlier.state == NOT_WANTED:
            self._first[record.cart] = record.order
            return ""
        return first
