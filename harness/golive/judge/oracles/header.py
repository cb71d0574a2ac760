"""The header of an order agrees: address, customer, order date."""

from __future__ import annotations

from golive.judge.header_match import header_differences
from golive.judge.oracles.case import Case
from golive.record.oracles import HEADER, WRONG_CONTENT
from golive.record.run import Finding


def header(case: Case) -> list[Finding]:
    """Return one finding per order whose header differs."""
    found = []
    for story, each in case.with_verdict("wrong_content"):
        differing = header_differences(story, story.live[0])
        if differing:
            found.append(
                Finding(HEADER.code, WRONG_CONTENT.name, story.order, "; ".join(differing), each.evidence)
            )
    return found
