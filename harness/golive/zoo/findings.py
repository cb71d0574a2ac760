"""Kinds of findings that a defect may be about."""

from __future__ import annotations

LOST, TWICE, WRONG_CONTENT, WRONG_STATE, LATE, WRONG_PRICE = (
    ("lost",),
    ("duplicated",),
    ("wrong_content",),
    ("wrong_state",),
    ("late",),
    ("wrong_price",),
)
STOCK_DRIFT = ("residual_stock", "healed_drift")
CUSTOMER_TWICE = ("duplicated_customer",)
REFUND_DIFFERS = ("refund_differs",)
RETURNS = ("return_missing", "return_differs", "duplicated_document", "phantom_document")
REFUNDS = ("refund_missing", "refund_differs", "duplicated_document", "phantom_document")
