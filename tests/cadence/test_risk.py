"""The probability of overselling, against sales that are drawn one by one."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.cadence.risk import Velocity, longest_hours, more_than
from golive.cadence.uncertainty import limits

TRIALS = 4000


def drawn(rng: random.Random, velocity: Velocity, hours: float) -> int:
    """Units sold in a time: every hour has a rate of its own, and sales come one by one."""
    sold, left = 0, hours
    while left > 0:
        length = min(1.0, left)
        rate = velocity.per_hour
        if math.isfinite(velocity.shape):
            rate *= rng.gammavariate(velocity.shape, 1 / velocity.shape)
        at = rng.expovariate(rate) if rate > 0 else math.inf
        while at < length:
            sold += 1
            at += rng.expovariate(rate)
        left -= length
    return sold


@pytest.mark.parametrize(
    ("velocity", "hours", "stock"),
    [
        (Velocity(3.0), 0.5, 2),
        (Velocity(3.0), 4.0, 15),
        (Velocity(10.0, 2.0), 1.0, 16),
        (Velocity(10.0, 2.0), 3.0, 40),
        (Velocity(0.5, 0.4), 5.0, 5),
        (Velocity(20.0, 3.0), 0.25, 8),
        (Velocity(4.0), 2.0, 0),
    ],
)
def test_sales_drawn_one_by_one_exceed_the_stock_as_often(
    velocity: Velocity, hours: float, stock: int
) -> None:
    rng = random.Random(f"{velocity}{hours}{stock}")
    seen = sum(drawn(rng, velocity, hours) > stock for _ in range(TRIALS)) / TRIALS
    expected = more_than(stock, velocity, hours)
    assert abs(seen - expected) < 4 * math.sqrt(expected * (1 - expected) / TRIALS) + 1e-3
    assert 0 < expected < 1


@pytest.mark.parametrize("velocity", [Velocity(6.0), Velocity(6.0, 1.5)])
@pytest.mark.parametrize("risk", [0.02, 0.2])
def test_updates_at_the_longest_interval_oversell_as_often_as_chosen(velocity: Velocity, risk: float) -> None:
    """A shop sells 12 units a time, learns of nothing until the next update, and is filled up again by it."""
    hours = longest_hours(12, velocity, risk, 1000)
    rng = random.Random(f"{velocity}{risk}")
    oversold = sum(drawn(rng, velocity, hours) > 12 for _ in range(TRIALS)) / TRIALS
    assert oversold == pytest.approx(risk, abs=4 * math.sqrt(risk / TRIALS))


@given(
    stock=st.integers(0, 3000),
    per_hour=st.floats(1e-3, 3000),
    shape=st.one_of(st.just(math.inf), st.floats(0.05, 50)),
    hours=st.floats(1e-3, 24),
)
def test_it_is_a_probability_that_grows_with_time_and_falls_with_stock(
    stock: int, per_hour: float, shape: float, hours: float
) -> None:
    velocity = Velocity(per_hour, shape)
    found = more_than(stock, velocity, hours)
    assert 0 <= found <= 1
    assert more_than(stock + 1, velocity, hours) <= found + 1e-9
    if math.isinf(shape):
        assert more_than(stock, velocity, hours * 1.5) >= found - 1e-9


@given(stock=st.integers(0, 200), per_hour=st.floats(0.01, 200), risk=st.sampled_from([0.001, 0.01, 0.1]))
def test_the_longest_time_keeps_the_risk_and_a_little_more_does_not(
    stock: int, per_hour: float, risk: float
) -> None:
    velocity = Velocity(per_hour)
    found = longest_hours(stock, velocity, risk, 24)
    if found < 24:
        assert more_than(stock, velocity, found) <= risk < more_than(stock, velocity, found * 1.001 + 1e-9)
    else:
        assert more_than(stock, velocity, 24) <= risk


def test_the_whole_distribution_has_mass_one() -> None:
    for velocity in (Velocity(7.0), Velocity(7.0, 0.7)):
        cells = [more_than(count - 1, velocity, 1) - more_than(count, velocity, 1) for count in range(400)]
        assert sum(cells) == pytest.approx(1)
        assert sum(count * cell for count, cell in enumerate(cells)) == pytest.approx(7, rel=1e-3)


def test_the_shape_is_found_again_from_hours_that_were_drawn() -> None:
    rng, velocity = random.Random(3), Velocity(8.0, 2.5)
    hours = [drawn(rng, velocity, 1) for _ in range(3000)]
    found = Velocity.of(len(hours), sum(hours), sum(count * count for count in hours))
    assert found.per_hour == pytest.approx(8, rel=0.1)
    assert found.shape == pytest.approx(2.5, rel=0.15)


def test_sales_that_vary_less_than_by_chance_count_as_a_constant_rate() -> None:
    assert Velocity.of(100, 500, 100 * 25) == Velocity(5.0, math.inf)
    assert Velocity.of(10, 50, 2500).shape == math.inf  # too few hours


def test_what_is_not_sold_needs_no_update_and_what_is_not_there_at_once() -> None:
    assert longest_hours(0, Velocity(0.0), 0.01, 24) == 24
    assert longest_hours(0, Velocity(50.0), 0.01, 24) < 0.001
    assert more_than(-1, Velocity(0.0), 1) == 1


@pytest.mark.parametrize("rate", [0.2, 1.0, 5.0, 40.0])
def test_the_interval_of_a_rate_covers_it_nine_times_in_ten(rate: float) -> None:
    chance, hours, times = random.Random(7), 10, 600
    covered = 0
    for _ in range(times):
        units = drawn(chance, Velocity(rate), hours)
        low, high = limits(Velocity(units / hours), hours)
        covered += low.per_hour <= rate <= high.per_hour
    assert 0.86 <= covered / times <= 1


def test_hours_that_vary_more_leave_the_rate_more_open() -> None:
    low, high = limits(Velocity(10.0), 24)
    lower, higher = limits(Velocity(10.0, 0.5), 24)
    assert lower.per_hour < low.per_hour < 10 < high.per_hour < higher.per_hour
