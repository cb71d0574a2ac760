"""Every order that is due has its ERP order, or a desk entry of its own."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import COMPLETENESS, LOST
from golive.record.run import Finding


def completeness(case: Case) -> list[Finding]:
    """Return one finding per lost order."""
    return [case.finding(COMPLETENESS, LOST, story, each) for story, each in case.with_verdict("lost")]
