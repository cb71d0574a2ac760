"""The lines of an order agree: items, quantities, prices."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.judge.verdicts import line_differences
from golive.record.oracles import LINES, WRONG_CONTENT
from golive.record.run import Finding


def lines(case: Case) -> list[Finding]:
    """Return one finding per order whose lines differ."""
    found = []
    for story, each in case.with_verdict("wrong_content"):
        differing = line_differences(story, story.live[0])
        if differing:
            found.append(
                Finding(LINES.code, WRONG_CONTENT.name, story.order, "; ".join(differing), each.evidence)
            )
    return found
