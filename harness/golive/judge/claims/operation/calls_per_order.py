"""Few calls to the ERP for each order."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.oracles import Case
from golive.keys.value_kinds import between
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, most: int) -> Tested:
    if not card.orders["total"]:
        return idle("there were no orders")
    said = f"{card.erp['calls_per_order']:g} calls to the ERP for an order"
    return held(said) if card.erp["calls_per_order"] <= most else refuted(said)


CALLS_PER_ORDER = Claim(
    "at most N calls per order",
    "All calls to the ERP, stock and prices included, divided by the orders.",
    "an order",
    _test,
    between(1, 1000),
)
