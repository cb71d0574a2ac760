"""Runs that must not be accused: whatever is unusual about them, nothing is wrong."""

from __future__ import annotations

import pytest

from tests.verdict.cases import HELD, Case, collected, deciding

CASES = list(collected("not_accused"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_not_accused(case: Case) -> None:
    card = case.card()
    if not any(each.tolerated for each in card.expectations):
        assert deciding(card) == []
    assert {*case.finds} <= {each.kind for each in card.findings}
    assert card.verdict == case.expected, card.reasons
    assert any(case.because in reason for reason in card.reasons) or not case.because, card.reasons


def test_every_case_has_a_name_of_its_own_and_is_expected_to_hold() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert [case.name for case in CASES if case.expected != HELD] == []
