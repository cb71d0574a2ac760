"""Runs that must not be HELD: something was lost, or nothing was tested."""

from __future__ import annotations

import pytest

from tests.verdict.cases import HELD, Case, collected

CASES = list(collected("not_held"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_not_held(case: Case) -> None:
    card = case.card()
    assert card.verdict != HELD
    assert card.verdict == case.expected, card.reasons
    assert any(case.because in reason for reason in card.reasons), card.reasons
    assert set(case.finds) <= {finding.kind for finding in card.findings}


def test_every_case_has_a_name_of_its_own_and_is_not_expected_to_hold() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert [case.name for case in CASES if case.expected == HELD] == []
