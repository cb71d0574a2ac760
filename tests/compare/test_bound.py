"""The limit of a rate: known values, and that it is too low no more often than it says."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as some

from golive.record.batch import Bound
from golive.sweep.confidence import CONFIDENCE, at_most, below
from golive_reports.batch.rates import limit, rate


def chance_of(seen: int, orders: int, share: float) -> float:
    return comb(orders, seen) * share**seen * (1 - share) ** (orders - seen)


@pytest.mark.parametrize(
    ("seen", "orders", "expected"),
    [(0, 10, 0.2589), (1, 10, 0.3942), (2, 10, 0.5069), (0, 20, 0.1391), (1, 20, 0.2161), (0, 30, 0.0950)],
)
def test_limits_are_those_of_the_published_tables(seen: int, orders: int, expected: float) -> None:
    assert below(seen, orders) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("orders", [1, 2, 59, 2_000, 1_000_000])
def test_nothing_seen_has_a_limit_in_closed_form(orders: int) -> None:
    assert below(0, orders) == pytest.approx(1 - (1 - CONFIDENCE) ** (1 / orders), rel=1e-5)


@given(some.integers(1, 100_000), some.data())
def test_no_more_than_one_case_in_twenty_would_show_so_little_at_the_limit(
    orders: int, data: some.DataObject
) -> None:
    """The six digits kept are rounded up, so a limit is not below the exact one."""
    seen = data.draw(some.integers(0, min(orders - 1, 50)))
    limit_there = below(seen, orders)
    assert limit_there is not None
    assert at_most(seen, orders, limit_there) <= (1 - CONFIDENCE) * (1 + 1e-9)


def test_nothing_seen_in_many_is_the_rule_of_three() -> None:
    found = below(0, 2_000)
    assert found == pytest.approx(3 / 2_000, rel=0.01)
    assert limit(Bound("lost", 0, 0, 2_000, found, CONFIDENCE)) == "below 0.15 %"


def covered(orders: int, share: float, upper: Callable[[int, int], float | None]) -> float:
    """How probable it is that the limit is not below the true rate, summed up exactly."""
    return sum(
        chance_of(seen, orders, share) for seen in range(orders + 1) if (upper(seen, orders) or 0) >= share
    )


@pytest.mark.parametrize("orders", [1, 7, 40, 150])
@pytest.mark.parametrize("share", [0.001, 0.01, 0.05, 0.3, 0.5, 0.93, 0.999])
def test_the_limit_covers_the_true_rate_as_often_as_it_says(orders: int, share: float) -> None:
    assert covered(orders, share, below) >= CONFIDENCE - 1e-6


def test_canary_a_limit_without_margin_would_not_cover() -> None:
    assert covered(150, 0.05, lambda seen, orders: seen / orders) < CONFIDENCE


@given(some.integers(1, 400), some.data())
def test_the_chance_of_at_most_so_many_is_the_binomial_sum(orders: int, data: some.DataObject) -> None:
    seen = data.draw(some.integers(0, orders))
    share = data.draw(some.floats(0.001, 0.999))
    exact = sum(chance_of(count, orders, share) for count in range(seen + 1))
    assert at_most(seen, orders, share) == pytest.approx(exact, rel=1e-9, abs=1e-12)


@given(some.integers(1, 100_000), some.data())
def test_more_harm_seen_never_means_a_lower_limit(orders: int, data: some.DataObject) -> None:
    seen = data.draw(some.integers(0, orders - 1))
    low, high = below(seen, orders), below(seen + 1, orders)
    assert low is not None
    assert high is not None
    assert seen / orders < low <= high <= 1
    assert low < high or orders > 1000, (
        "only among many orders is one more lost in the rounding to six digits"
    )


def test_no_orders_say_nothing_and_all_harmed_say_everything() -> None:
    assert below(0, 0) is None
    assert below(5, 5) == 1.0
    assert limit(Bound("lost", 0, 0, 0, None, CONFIDENCE)) == "no estimate"


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0, "0 %"),
        (0.0014967, "0.15 %"),
        (0.0015001, "0.16 %"),
        (3e-6, "0.00030 %"),
        (0.0996, "10.0 %"),
        (0.7851, "78.6 %"),
        (1, "100 %"),
    ],
)
def test_a_limit_is_never_rounded_down(share: float, written: str) -> None:
    assert rate(share) == written
    assert float(written.split()[0]) >= share * 100 - 1e-9
