"""The first screen names what lowered the score most, and what was unknown in older runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import made_runs

from golive.record.run import BROKEN, UNKNOWN, Scorecard
from golive_reports.run.first import doubts, other_reasons
from golive_reports.words.score import lowered


def part(name: str, share: float, grade: float) -> dict[str, Any]:
    return {"name": name, "halves_at": 0.05, "share": share, "grade": grade}


def card(*parts: dict[str, Any], **more: Any) -> Scorecard:
    return replace(made_runs.scorecard(), score_parts=list(parts), **more)


def test_the_part_with_the_lowest_grade_is_named() -> None:
    text = lowered(card(part("nothing lost", 0.01, 0.5), part("in time", 0.3, 0.75), score=37.5))
    assert text == (
        '37.5 of 100; lowered most by "nothing lost" (1 % of the orders), which alone leaves 50 of 100'
    )


def test_stock_says_which_units() -> None:
    stock = {"unexplained_unit_hours": 31.5, "oversold_units": 0, "residual_units": 2}
    text = lowered(card(part("stock correct", 0.05, 0.5), stock=stock, score=50.0))
    assert "5 % of the units sold: 31.5 unit hours wrong during the run, 2 units apart at the end" in text


def test_a_full_score_needs_no_sentence() -> None:
    assert lowered(card(part("nothing lost", 0.0, 1.0))) == ""
    assert lowered(card()) == ""


def test_a_scorecard_without_doubts_shows_its_reasons_as_doubts() -> None:
    reasons = ["drain could not be measured", "rule credit_limit checked nothing"]
    old = replace(made_runs.scorecard(), verdict=UNKNOWN, doubts=[], reasons=reasons, expectations=[])
    assert [(each.what, each.cure) for each in doubts(old)] == [(reason, "") for reason in reasons]
    assert other_reasons(old) == []


def test_what_broke_is_no_doubt() -> None:
    broken = made_runs.scorecard()
    metrics = [each.metric for each in broken.expectations if each.verdict == BROKEN]
    reasons = [f"{metrics[0]}: expected 0, was 1", "fault f1 never hit, so it proves nothing"]
    old = replace(broken, verdict=BROKEN, doubts=[], reasons=reasons)
    assert [each.what for each in doubts(old)] == [reasons[1]]
