"""Paired intervals: how often they cover a known difference, and what they say of what was not seen."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from golive.record.cells.sweep import LESS, MORE, OPEN, SAME
from golive.sweep.matrix.differences import outcome
from golive.sweep.matrix.interval import interval
from golive.sweep.matrix.looks import Looks
from golive.sweep.matrix.student import quantile, within

REPETITIONS = 200
MEAN_HARM = math.exp(4.5 + 0.8**2 / 2)

Draw = Callable[[random.Random], float]


def poisson(chance: random.Random, mean: float) -> int:
    limit, count, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


def harm(chance: random.Random, mean: float) -> float:
    return sum(chance.lognormvariate(4.5, 0.8) for _ in range(poisson(chance, mean)))


TRUTHS: dict[str, tuple[Draw, float, float]] = {
    "equal": (lambda chance: chance.gauss(0, 1), 0, 0),
    "half a standard deviation": (lambda chance: chance.gauss(0.5, 1), 0.5, 0),
    "three orders against one": (lambda chance: poisson(chance, 3) - poisson(chance, 1), 2, 1),
    "rare: one order in 3 runs against one in 10": (
        lambda chance: poisson(chance, 0.3) - poisson(chance, 0.1),
        0.2,
        1,
    ),
    "rare harm of very different sizes": (
        lambda chance: harm(chance, 0.5) - harm(chance, 0.1),
        0.4 * MEAN_HARM,
        MEAN_HARM,
    ),
    "an outage in every third run": (
        lambda chance: poisson(chance, 20) if chance.random() < 0.3 else 0,
        6,
        1,
    ),
}
"""Name to: the difference of one seed, the truth, and the size of an event."""


def covered(draw: Draw, truth: float, event: float, looks: Looks, chance: random.Random) -> bool:
    """One sweep that stops at the first interval without zero: whether that interval has the truth."""
    seen: list[float] = []
    for seeds in looks.at:
        seen += [draw(chance) for _ in range(seeds - len(seen))]
        found = interval(seen, looks.error, event)
        assert found is not None
        if found.low > 0 or found.high < 0:
            break
    return found.low <= truth <= found.high


@pytest.mark.parametrize("early", [False, True], ids=["all seeds", "stopped early"])
@pytest.mark.parametrize("name", TRUTHS)
def test_intervals_cover_the_truth_in_90_to_99_of_100_sweeps(name: str, early: bool) -> None:
    chance = random.Random(f"{name} {early}")
    draw, truth, event = TRUTHS[name]
    looks = Looks(50, early)
    share = sum(covered(draw, truth, event, looks, chance) for _ in range(REPETITIONS)) / REPETITIONS
    assert 0.90 <= share <= 0.99


def test_canary_looking_often_with_the_whole_error_covers_too_seldom() -> None:
    class Naive(Looks):
        error = 0.05  # type: ignore[assignment]

        @property
        def at(self) -> tuple[int, ...]:
            return tuple(range(2, 51))

    chance = random.Random(1)
    draw, truth, event = TRUTHS["equal"]
    share = sum(covered(draw, truth, event, Naive(50), chance) for _ in range(REPETITIONS)) / REPETITIONS
    assert share < 0.85


def test_nothing_seen_is_not_nothing_possible() -> None:
    found = interval([0.0] * 30, 0.05, event=1)
    assert found is not None
    assert found.mean == 0
    assert 1 / 30 < found.high <= 3 / 30
    assert interval([0.0], 0.05, event=1) is None


@pytest.mark.parametrize(
    ("error", "freedom", "t"),
    [
        (0.05, 1, 12.706),
        (0.05, 2, 4.303),
        (0.05, 9, 2.262),
        (0.05, 30, 2.042),
        (0.01, 4, 4.604),
        (0.001, 7, 5.408),
    ],
)
def test_quantiles_are_those_of_the_tables(error: float, freedom: int, t: float) -> None:
    assert quantile(error, freedom) == pytest.approx(t, abs=0.001)
    assert within(quantile(error, freedom), freedom) == pytest.approx(1 - error)


def test_looks_end_with_all_seeds_and_begin_with_enough() -> None:
    assert Looks(20, early=True).at == (7, 14, 20)
    assert Looks(8, early=True).at == (6, 8)
    assert Looks(3, early=True).at == (3,)
    assert (Looks(20).at, Looks(20).error) == ((20,), 0.05)
    assert Looks(20, early=True).error < Looks(8, early=True).error < 0.05


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(-3, -1, LESS), (1, 3, MORE), (-0.5, 0.4, SAME), (-0.5, 2, OPEN), (0, 0, SAME)],
)
def test_outcomes_follow_from_interval_and_margin(low: float, high: float, found: str) -> None:
    assert outcome(low, high, margin=0.5) == found
