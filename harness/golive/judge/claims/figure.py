"""Claims about a figure of the calls to the ERP."""

from __future__ import annotations

from golive.judge.claims.claim import Test, Tested, held, idle, refuted
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def at_most(figure: str, words: str) -> Test:
    """The test of a largest value; `figure` is a key of `erp` in the scorecard, `words` say what it counts."""

    def test(case: Case, card: Scorecard, most: int) -> Tested:
        if not card.erp["calls"]:
            return idle("the ERP was not called")
        said = f"{card.erp[figure]:g} {words}"
        return held(said) if card.erp[figure] <= most else refuted(said)

    return test
