"""Each correct integration in every scenario that it can play: no finding, and held; with `--deep` by 20 seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive import scenario
from golive.record.run import BROKEN, HELD, Finding, Scorecard
from golive.runner import Plan, carry_out, execute
from golive.scenario.loading.files import bundled_names
from golive.zoo.trials.correct import CORRECT, LEFT_OUT, REFERENCE
from tests.depth import deep

NAMES = [name for name in CORRECT if name != REFERENCE]
PAIRS = [
    (name, played) for name in NAMES for played in sorted(bundled_names()) if (name, played) not in LEFT_OUT
]
CHUNKS = [range(start, start + 5) for start in range(1, 21, 5)]
"""The seeds of one test, so that a deep run goes on behind the last one that passed."""
SEEDED = [
    pytest.param(name, played, seeds, id=f"{name}-{played}-{seeds[0]}..{seeds[-1]}")
    for name, played in [*((REFERENCE, played) for played in sorted(bundled_names())), *PAIRS]
    for seeds in CHUNKS
]


def play(name: str, played: str, folder: Path, *sets: str) -> Scorecard:
    """Play a scenario with an integration."""
    correct = CORRECT[name]
    given = (*correct.sets_for(played), *sets)
    plan = Plan(scenario.load(played, given), correct.candidate(), played, name, 1, sets=given)
    return execute(plan, folder)


def accusing(card: Scorecard) -> list[Finding]:
    """The findings for which the integration is at fault; what the scenario expects of the others, the verdict says."""
    return [found for found in card.findings if card.kinds[found.kind].decides]


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
    assert accusing(card) == []


@pytest.mark.deep
@pytest.mark.parametrize(("name", "played", "seeds"), SEEDED if deep() else SEEDED[:1])
def test_nor_is_it_with_other_seeds(name: str, played: str, seeds: range) -> None:
    """A run that ends while orders are in flight is unknown, and no accusation."""
    correct = CORRECT[name]
    given = correct.sets_for(played)
    for seed in seeds:
        plan = Plan(scenario.load(played, given), correct.candidate(), played, name, seed, sets=given)
        card = carry_out(plan, None).scorecard
        assert card.verdict != BROKEN, f"seed {seed}: {card.reasons}"
        assert accusing(card) == [], f"seed {seed}"


def test_a_lock_that_stays_holds_up_nothing_and_is_reported(tmp_path: Path) -> None:
    card = play("queue", "cancelled-while-frozen", tmp_path, "expect={orders.stuck_visible: '>= 1'}")
    assert card.verdict == HELD, card.reasons


def test_what_is_left_out_exists_and_has_a_reason() -> None:
    known = set(bundled_names())
    assert all(name in NAMES and played in known and reason for (name, played), reason in LEFT_OUT.items())
