"""The status letters of sales orders."""

from __future__ import annotations

from fake_erp.model import NOT_YET, Order

NAMES = {
    "A": "Pending Approval",
    "B": "Pending Fulfillment",
    "C": "Cancelled",
    "D": "Partially Fulfilled",
    "E": "Pending Billing/Partially Fulfilled",
    "F": "Pending Billing",
    "G": "Billed",
    "H": "Closed",
}
_LETTERS = {
    "draft": "A",
    "pending_approval": "A",
    "released": "B",
    "shipped": "F",
    "invoiced": "G",
    "closed": "G",
}


def letter(order: Order) -> str:
    """The status of an order. A held order waits for approval until it is released; then it keeps its progress."""
    status = order.status
    if status == "cancelled":
        return "C" if order.released_at_ms == NOT_YET else "H"
    if status == "held" and order.released_at_ms == NOT_YET:
        return "A"
    if status in ("held", "partly_shipped"):
        if not any(line.shipped for line in order.lines):
            return "B"
        return "E" if order.billed_cents else "D"
    return _LETTERS[status]
