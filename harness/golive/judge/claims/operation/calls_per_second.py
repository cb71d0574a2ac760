"""The ERP is never called faster than it was agreed."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.figure import at_most
from golive.keys.value_kinds import between

CALLS_PER_SECOND = Claim(
    "at most N calls a second",
    "The calls to the ERP in its busiest second.",
    "a call to the ERP",
    at_most("peak_rps", "calls to the ERP in the busiest second"),
    between(1, 10_000),
)
