"""Few calls to the ERP for each order."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.figure import at_most
from golive.keys.value_kinds import between

CALLS_PER_ORDER = Claim(
    "at most N calls per order",
    "All calls to the ERP, stock and prices included, divided by the orders.",
    "a call to the ERP",
    at_most("calls_per_order", "calls to the ERP for an order"),
    between(1, 1000),
)
