"""The ERP is never called faster than it was agreed."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.oracles import Case
from golive.keys.value_kinds import between
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, most: int) -> Tested:
    if not card.erp["calls"]:
        return idle("the ERP was not called")
    said = f"{card.erp['peak_rps']:g} calls to the ERP in the busiest second"
    return held(said) if card.erp["peak_rps"] <= most else refuted(said)


CALLS_PER_SECOND = Claim(
    "at most N calls a second",
    "The calls to the ERP in its busiest second.",
    "a call to the ERP",
    _test,
    between(1, 10_000),
)
