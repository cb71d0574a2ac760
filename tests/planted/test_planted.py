"""Every planted defect is caught, and the cause sends an engineer to the right place."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.record.run import Cause, Finding
from tests.planted.planting import Planted, Seen, play
from tests.planted.table import PLANTED

MISSED = ("INV-04",)
"""Defects that the judge does not see yet."""

NO_CAUSE: tuple[str, ...] = ()
"""Defects that it sees without the right cause; none of their causes is wrong."""


def test_enough_of_them_are_caught_and_explained() -> None:
    assert len({each.code for each in PLANTED}) == 66
    assert len(MISSED) <= 3
    assert len(MISSED) + len(NO_CAUSE) <= 12


@pytest.mark.sample(4)
@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.code)
def test_a_planted_defect_is_caught_and_explained(planted: Planted, tmp_path: Path) -> None:
    seen = play(planted, tmp_path)
    assert not seen.unchanged, "the unchanged reference is clean"
    assert seen.is_caught == (planted.code not in MISSED)
    assert not seen.is_wrong(planted.causes)
    assert seen.is_right(planted.causes) == (planted.code not in (*MISSED, *NO_CAUSE))


def _seen(*causes: str) -> Seen:
    return Seen("broken", tuple(Finding("O1", "lost", "1", "", (), Cause(each, "")) for each in causes), ())


def test_an_unknown_cause_is_neither_right_nor_wrong_and_another_one_is_wrong() -> None:
    assert _seen("right", "right", "right", "right", "").is_right(("right",))
    assert not _seen("right", "").is_right(("right",))
    assert not _seen("right", "").is_wrong(("right",))
    assert _seen("right", "right", "other").is_wrong(("right",))
    assert not _seen().is_caught
