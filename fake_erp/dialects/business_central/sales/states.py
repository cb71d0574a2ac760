"""States of sales orders: what Business Central calls them, and when an order is gone."""

from __future__ import annotations

from typing import Any

from fake_erp.model import NOT_YET, Order

GONE = ("invoiced", "closed", "cancelled")
"""Orders that were posted in full or deleted."""
REOPENED = "reopened"
"""The reason of the hold of an order that was opened again for changes."""
_STATUS = {"draft": "Draft", "pending_approval": "In Review"}


def is_gone(order: Order) -> bool:
    """Whether an order cannot be read any more."""
    return order.status in GONE


def is_open(order: Order) -> bool:
    """Whether the lines of an order can be changed: it is not released, or it was opened again."""
    if order.status == "held":
        return order.released_at_ms == NOT_YET or order.hold_reason == REOPENED
    return order.status in ("draft", "pending_approval")


def status_text(erp: Any, order: Order) -> str:
    """`Draft`, `In Review` or `Open`; the last one is that of a released order."""
    if order.status == "held":
        return "Draft" if is_open(order) else "Open"
    return _STATUS.get(order.status, "Open")


def order_version(order: Order) -> Any:
    """What changes with every change of an order."""
    return order.number, order.change, order.status
