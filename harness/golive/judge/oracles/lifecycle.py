"""After the quiet period the states in shop and ERP are consistent."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import LIFECYCLE, WRONG_STATE
from golive.record.run import Finding


def lifecycle(case: Case) -> list[Finding]:
    """Return one finding per order in a wrong state."""
    return [
        case.finding(LIFECYCLE, WRONG_STATE, story, each) for story, each in case.with_verdict("wrong_state")
    ]
