"""Each correct integration in every scenario that it can play: no finding, and held."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive import scenario
from golive.record.run import HELD, Scorecard
from golive.runner import Plan, execute
from golive.scenario.loading.files import bundled_names
from golive.zoo.trials.correct import CORRECT, LEFT_OUT, REFERENCE

NAMES = [name for name in CORRECT if name != REFERENCE]
PAIRS = [
    (name, played) for name in NAMES for played in sorted(bundled_names()) if (name, played) not in LEFT_OUT
]


def play(name: str, played: str, folder: Path, *sets: str) -> Scorecard:
    """Play a scenario with an integration."""
    correct = CORRECT[name]
    given = (*correct.sets_for(played), *sets)
    plan = Plan(scenario.load(played, given), correct.candidate(), played, name, 1, sets=given)
    return execute(plan, folder)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_right_on_a_calm_afternoon(tmp_path: Path, name: str) -> None:
    life = "traffic.life={cancelled: 5%, edited: 3%, late_paid: 5%, partly_refunded: 10%}"
    card = play(name, "calm", tmp_path, "clock.duration=40m", "clock.settle=3h", life)
    assert card.verdict == HELD, card.reasons
    assert card.findings == []


@pytest.mark.sample(120)
@pytest.mark.parametrize(("name", "played"), PAIRS)
def test_no_integration_that_is_right_is_accused(tmp_path: Path, name: str, played: str) -> None:
    card = play(name, played, tmp_path)
    assert card.verdict == HELD, card.reasons
    assert card.findings == []


def test_what_is_left_out_exists_and_has_a_reason() -> None:
    known = set(bundled_names())
    assert all(name in NAMES and played in known and reason for (name, played), reason in LEFT_OUT.items())
