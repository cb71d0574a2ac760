"""`golive selftest` on the command line."""

from __future__ import annotations

import json

import pytest

from golive.exit_status import INPUT_STATUS
from golive.zoo.selftest import CAUGHT, FAILED, MISSED, NOT_PLAYABLE, Outcome, is_passed, summary
from tests.commands import Golive


def test_a_defect_that_is_caught_has_its_oracle_and_its_cause(golive: Golive) -> None:
    said = golive("selftest", "--defect", "DUP-01", "--json")
    told = json.loads(said.out)
    (row,) = told["defects"]
    assert said.status == 0
    assert (row["result"], row["cause"], row["causes"]) == ("caught", "right", ["reply_lost"])
    assert row["oracles"] == ["O2"]
    assert (told["played"], told["caught"], told["false_alarms"]) == (1, 1, 0)


def test_an_unknown_defect_is_refused_with_what_was_expected(golive: Golive) -> None:
    said = golive("selftest", "--defect", "XYZ-1")
    assert said.status == INPUT_STATUS
    assert "expected the ID of a defect such as DUP-01, got 'XYZ-1'" in said.err


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome("A", MISSED),
        Outcome("A", FAILED),
        Outcome("A", CAUGHT, cause="wrong"),
        Outcome("A", CAUGHT, cause="right", false_alarms=1),
    ],
)
def test_what_is_missed_wrong_or_an_accusation_of_the_reference_fails_the_test(outcome: Outcome) -> None:
    assert is_passed([Outcome("B", CAUGHT, cause="vague"), Outcome("C", NOT_PLAYABLE)])
    assert not is_passed([Outcome("B", CAUGHT, cause="right"), outcome])


def test_the_summary_counts_what_cannot_be_played_as_not_played() -> None:
    rows = [Outcome("A", CAUGHT, cause="right"), Outcome("B", MISSED), Outcome("C", NOT_PLAYABLE)]
    counts = summary(rows)
    assert (counts["defects"], counts["played"], counts["caught"], counts["cause_right"]) == (3, 2, 1, 1)
