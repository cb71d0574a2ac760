"""The life of a sales order, in one table: state -> what may be done -> the states it may lead to.

The first state is the usual one. `held` and `pending_approval` go back to where the order came from, and what
has been shipped in part is never cancelled: giving up its rest leaves a shipped order.
"""

from __future__ import annotations

from fake_erp.errors import InvalidTransition, See
from fake_erp.model import Order

TRANSITIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "draft": {
        "release": ("released", "held", "pending_approval"),
        "hold": ("held",),
        "update": ("draft", "pending_approval", "held"),
        "substitute": ("draft",),
        "cancel": ("cancelled",),
    },
    "pending_approval": {
        "approve": ("released", "held", "draft", "partly_shipped"),
        "reject": ("cancelled", "shipped"),
        "update": ("pending_approval", "shipped"),
        "cancel": ("cancelled", "shipped"),
    },
    "released": {
        "ship": ("shipped",),
        "ship_part": ("partly_shipped",),
        "hold": ("held",),
        "update": ("released", "pending_approval", "held"),
        "substitute": ("released",),
        "cancel": ("cancelled",),
    },
    "held": {
        "unhold": ("released", "draft", "partly_shipped", "held"),
        "update": ("held", "shipped"),
        "substitute": ("held",),
        "cancel": ("cancelled", "shipped"),
    },
    "partly_shipped": {
        "ship": ("shipped",),
        "ship_part": ("partly_shipped",),
        "hold": ("held",),
        "update": ("partly_shipped", "shipped", "pending_approval", "held"),
        "substitute": ("partly_shipped",),
        "cancel": ("shipped",),
    },
    "shipped": {"invoice": ("invoiced",)},
    "invoiced": {"settle": ("closed",)},
    "closed": {},
    "cancelled": {},
}


BY_ITSELF = ("ship", "ship_part", "substitute", "reject", "invoice", "settle")
"""What people and runs of the company do; no call asks for it."""


def require(order: Order, action: str) -> str:
    """The state the action usually leads to. Raises InvalidTransition naming the state and what may be asked of it."""
    allowed = TRANSITIONS[order.status]
    targets = allowed.get(action)
    if targets is None:
        asked = [name for name in allowed if name not in BY_ITSELF]
        raise InvalidTransition(
            (
                f"cannot {action} order {order.number}: its status is {order.status}; ",
                *_way_out(order, asked),
            ),
            "status",
            {"number": order.number, "status": order.status, "allowed": asked},
        )
    return targets[0]


def _way_out(order: Order, asked: list[str]) -> tuple[str | See, ...]:
    if asked:
        return (f"it allows {', '.join(asked)}",)
    if order.status == "cancelled":
        return ("nothing can be done with it any more",)
    return ("the goods have left the warehouse; create a return instead, ", See("return.create"))
