"""Trouble that lasts is alerted."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.claims.lag import in_words
from golive.judge.oracles import Case
from golive.keys.value_kinds import LASTING
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, limit_ms: int) -> Tested:
    if card.response["begin_ms"] is None:
        return idle("no trouble lasted")
    alert_ms = card.response["alert"]
    if alert_ms is None:
        return refuted("there was no alert")
    said = f"the first alert came after {in_words(alert_ms)}"
    return held(said) if alert_ms <= limit_ms else refuted(said)


ALERTS = Claim(
    "alerts within TIME",
    "The first trouble that lasts is alerted, or on the desk, that long after its begin.",
    "trouble that lasts ten minutes",
    _test,
    LASTING,
)
