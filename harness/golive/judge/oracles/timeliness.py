"""Orders reach the ERP within their time budget."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import LATE, TIMELINESS
from golive.record.run import Finding


def timeliness(case: Case) -> list[Finding]:
    """Return one finding per late order."""
    return [case.finding(TIMELINESS, LATE, story, each) for story, each in case.with_verdict("late")]
