"""Stock in the shop is fresh."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.lag import at_most
from golive.keys.value_kinds import LASTING

STOCK_STALE = Claim(
    "stock at most TIME stale",
    "A quantity that changes in the ERP is in the shop that long after.",
    "a change of stock in the ERP",
    at_most("stock", "changes of stock"),
    LASTING,
)
