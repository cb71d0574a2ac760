r"""The order state machine: states, their statuses, and the operations each state permits.

Source: Adobe Commerce user guide, "Order status"; Magento source, Magento\Sales\Model\Order and
Magento\Sales\Model\ResourceModel\Order\Handler\State.
"""

from __future__ import annotations

from collections.abc import Mapping

NEW = "new"
PENDING_PAYMENT = "pending_payment"
PROCESSING = "processing"
COMPLETE = "complete"
CLOSED = "closed"
CANCELED = "canceled"
HOLDED = "holded"
PAYMENT_REVIEW = "payment_review"
STATUSES: dict[str, tuple[str, ...]] = {
    NEW: ("pending",),
    PENDING_PAYMENT: ("pending_payment",),
    PROCESSING: ("processing", "fraud"),
    COMPLETE: ("complete",),
    CLOSED: ("closed",),
    CANCELED: ("canceled",),
    HOLDED: ("holded",),
    PAYMENT_REVIEW: ("payment_review", "fraud"),
}
"""State to its statuses, the default first."""
MOVES: dict[str, frozenset[str]] = {
    NEW: frozenset({PROCESSING, COMPLETE, CANCELED, HOLDED}),
    PENDING_PAYMENT: frozenset({NEW, PROCESSING, COMPLETE, CANCELED, HOLDED}),
    PROCESSING: frozenset({COMPLETE, CLOSED, CANCELED, HOLDED}),
    COMPLETE: frozenset({CLOSED}),
    CLOSED: frozenset(),
    CANCELED: frozenset(),
    HOLDED: frozenset({NEW, PENDING_PAYMENT, PROCESSING}),
    PAYMENT_REVIEW: frozenset({PROCESSING, CANCELED}),
}
"""State to the states that can follow it."""
HOLDABLE = frozenset({NEW, PENDING_PAYMENT, PROCESSING})
NOT_INVOICEABLE = frozenset({PAYMENT_REVIEW, HOLDED, CANCELED, COMPLETE, CLOSED})
NOT_SHIPPABLE = frozenset({PAYMENT_REVIEW, HOLDED, CANCELED})
NOT_REFUNDABLE = frozenset({PAYMENT_REVIEW, HOLDED, CANCELED, CLOSED})
NOT_CANCELABLE = frozenset({PAYMENT_REVIEW, HOLDED, CANCELED, COMPLETE, CLOSED})


def default_status(state: str, assigned: Mapping[str, str]) -> str:
    """The status of an order that enters a state; `assigned` are those of the merchant, by state."""
    return assigned.get(state) or STATUSES[state][0]
