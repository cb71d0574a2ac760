"""Prices in the shop are fresh."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.lag import at_most
from golive.keys.value_kinds import LASTING

PRICES_STALE = Claim(
    "prices at most TIME stale",
    "A list price that changes in the ERP is in the shop that long after.",
    "a change of a price in the ERP",
    at_most("price", "changes of prices"),
    LASTING,
)
