"""Refunds reach the ERP in time."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.lag import at_most
from golive.keys.value_kinds import LASTING

REFUNDS = Claim(
    "refunds within TIME",
    "A refund of the shop is a credit note of the ERP that long after.",
    "a refund of an order that the ERP has",
    at_most("refund", "refunds"),
    LASTING,
)
