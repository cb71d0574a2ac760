"""Every defect is caught, and its cause sends an engineer to the right place."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive import judge as judge_package
from golive.record.run import Cause, Finding
from golive.scenario.loading.files import bundled_names
from golive.zoo.defect import Defect
from golive.zoo.playing import NONE, RIGHT, VAGUE, WRONG, Seen, play
from golive.zoo.table import DEFECTS, NOT_PLAYED

MISSED: tuple[str, ...] = ()
"""Defects that the judge does not see yet."""

NOT_RIGHT: dict[str, str] = {}
"""Defects that it sees without the right cause, and what it says instead: never a wrong cause."""


def test_each_defect_is_in_the_table_once() -> None:
    codes = [each.code for each in DEFECTS] + list(NOT_PLAYED)
    assert len(set(codes)) == len(codes)
    assert len([code for code in codes if not code.startswith("BL-")]) == 171


def test_each_defect_names_a_bundled_scenario() -> None:
    assert {each.scenario for each in DEFECTS} <= set(bundled_names())


def test_no_module_of_the_judge_knows_the_defects() -> None:
    judge = Path(judge_package.__file__).parent
    codes = [each.code for each in DEFECTS] + list(NOT_PLAYED)
    for file in judge.rglob("*.py"):
        text = file.read_text("utf-8")
        assert "golive.zoo" not in text, file
        assert not [code for code in codes if code in text], file


def test_few_defects_are_missed_or_explained_badly() -> None:
    played = len(DEFECTS)
    assert len(MISSED) <= 0.02 * played
    assert len(MISSED) + len(NOT_RIGHT) <= 0.1 * played
    assert WRONG not in NOT_RIGHT.values()


@pytest.mark.sample(12)
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.code)
def test_a_defect_is_caught_and_explained(defect: Defect) -> None:
    seen = play(defect)
    assert not seen.unchanged, "the unchanged reference is clean"
    assert seen.is_caught == (defect.code not in MISSED)
    if seen.is_caught:
        assert seen.cause(defect.causes) == NOT_RIGHT.get(defect.code, RIGHT)


def _seen(*causes: str) -> Seen:
    return Seen("broken", tuple(Finding("O1", "lost", "1", "", (), Cause(each, "")) for each in causes), ())


def test_an_unknown_cause_is_neither_right_nor_wrong_and_another_one_is_wrong() -> None:
    assert _seen("right", "right", "right", "right", "").cause(("right",)) == RIGHT
    assert _seen("right", "").cause(("right",)) == VAGUE
    assert _seen("", "").cause(("right",)) == NONE
    assert _seen("right", "right", "other").cause(("right",)) == WRONG
    assert _seen().cause(("right",)) == ""
    assert not _seen().is_caught
