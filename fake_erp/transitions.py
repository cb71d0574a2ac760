"""The life of a sales order, in one table: state -> what may be done -> the state after it."""

from __future__ import annotations

from fake_erp.errors import InvalidTransition
from fake_erp.model import Order

TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"release": "released", "hold": "held", "cancel": "cancelled"},
    "released": {"ship": "shipped", "hold": "held", "cancel": "cancelled"},
    "held": {"unhold": "released", "cancel": "cancelled"},  # or back to draft, if that is where it came from
    "shipped": {"invoice": "invoiced"},
    "invoiced": {"settle": "closed"},
    "closed": {},
    "cancelled": {},
}


def require(order: Order, action: str) -> str:
    """The state the action leads to. Raises InvalidTransition naming the state and what it allows."""
    allowed = TRANSITIONS[order.status]
    target = allowed.get(action)
    if target is None:
        can = f"it allows {', '.join(allowed)}" if allowed else "nothing can be done with it any more"
        raise InvalidTransition(
            f"cannot {action} order {order.number}: its status is {order.status}; {can}",
            "status",
            {"number": order.number, "status": order.status, "allowed": list(allowed)},
        )
    return target
