"""Cancellations reach the ERP in time."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.lag import at_most
from golive.keys.value_kinds import LASTING

CANCELLATIONS = Claim(
    "cancellations within TIME",
    "An order that is cancelled in the shop is cancelled in the ERP that long after.",
    "a cancelled order that the ERP has",
    at_most("cancellation", "cancellations"),
    LASTING,
)
