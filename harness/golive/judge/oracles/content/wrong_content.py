"""Orders of wrong content: one finding each, of the oracle that its worst difference belongs to."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import WRONG_CONTENT, OracleInfo
from golive.record.run import Finding


def wrong_content(case: Case, oracle: OracleInfo, part: str) -> list[Finding]:
    """Return the orders whose worst difference is of `part`; each finding lists all differences of its order."""
    return [
        case.finding(oracle, WRONG_CONTENT, story, each)
        for story, each in case.with_verdict("wrong_content")
        if each.differences[0].part == part
    ]
