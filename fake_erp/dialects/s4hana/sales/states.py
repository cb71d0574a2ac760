"""The state of an order in the status fields of S/4."""

from __future__ import annotations

from fake_erp.model import Delivery, Line, Order

REJECTED = "61"
"""The reason of rejection that a line shows when none was sent."""
BLOCKED = "01"
NOT_YET, PARTLY, COMPLETELY = "A", "B", "C"

_PROCESS = {"partly_shipped": PARTLY, "shipped": PARTLY, "invoiced": COMPLETELY, "closed": COMPLETELY}


def process(order: Order) -> str:
    """OverallSDProcessStatus."""
    return COMPLETELY if order.status == "cancelled" else _PROCESS.get(order.status, NOT_YET)


def delivered(order: Order) -> str:
    """OverallDeliveryStatus, and OverallTotalDeliveryStatus with it."""
    if not any(line.shipped for line in order.lines):
        return COMPLETELY if order.status == "cancelled" else NOT_YET
    return PARTLY if any(line.open for line in order.lines) else COMPLETELY


def rejected(order: Order) -> str:
    """OverallSDDocumentRejectionSts."""
    if order.status == "cancelled":
        return COMPLETELY
    given_up = [line.cancelled for line in order.lines]
    if not any(given_up):
        return NOT_YET
    return COMPLETELY if all(line.cancelled == line.quantity for line in order.lines) else PARTLY


def billed(order: Order) -> str:
    """OverallOrdReltdBillgStatus."""
    if not order.billed_cents:
        return NOT_YET
    return PARTLY if any(line.open or line.billed < line.shipped for line in order.lines) else COMPLETELY


def credit(order: Order) -> str:
    """TotalCreditCheckStatus: A checked, B blocked, D released; "" for a prepaid order."""
    if order.status == "held" and order.hold_reason == "credit_limit":
        return "B"
    if order.prepaid:
        return ""
    return "D" if "credit_limit" in order.approved else "A"


def delivery_block(order: Order) -> str:
    """DeliveryBlockReason: of a held order, and of one that was never released."""
    if order.status == "held":
        return BLOCKED
    return BLOCKED if order.status == "draft" and order.lines else ""


def billing_block(order: Order) -> str:
    """HeaderBillingBlockReason."""
    return BLOCKED if order.customer.blocked_billing else ""


def approval(order: Order) -> str:
    """SalesDocApprovalStatus: A in approval, B approved; "" for an order that needs none."""
    if order.status == "pending_approval":
        return "A"
    return "B" if order.approved else ""


def line_rejection(order: Order, line: Line) -> str:
    """SalesDocumentRjcnReason of a line."""
    gone = order.status == "cancelled" or line.cancelled >= line.quantity - line.shipped > 0
    return REJECTED if gone or (line.cancelled and line.cancelled == line.quantity) else ""


def line_process(order: Order, line: Line) -> str:
    """SDProcessStatus of a line."""
    if line_rejection(order, line):
        return COMPLETELY
    if not line.shipped:
        return NOT_YET
    return PARTLY if line.open or line.billed < line.shipped else COMPLETELY


def line_delivered(line: Line) -> str:
    """DeliveryStatus of a line."""
    if not line.shipped:
        return NOT_YET
    return PARTLY if line.open else COMPLETELY


def has_followers(order: Order) -> bool:
    """Whether a delivery follows the order."""
    return any(type(paper) is Delivery for paper in order.papers)
