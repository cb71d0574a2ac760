"""Chance: everything follows from the seed, and nothing from what happened before."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.sim.seeding import address, stream

TEXT = st.text(max_size=20)


def test_known_numbers_of_addressed_chance() -> None:
    """Golden: a change here moves every fault of every recorded seed, and must be meant."""
    assert address(1, "lose_reply", "erp.order.create", "000000001", 1) == 0.16643715653950308
    assert address(1, "lose_reply", "erp.order.create", "000000001", 2) == 0.3652539145987601
    assert address(2, "lose_reply", "erp.order.create", "000000001", 1) == 0.3263097733630793
    assert address(0) == 0.5151522356031434


def test_known_numbers_of_streams() -> None:
    assert [stream(1, "workload.arrivals").random() for _ in range(2)] == [0.9044197989387689] * 2
    assert stream(2, "workload.arrivals").random() == 0.03906896878768151
    assert stream(1, "workload.baskets").random() == 0.9517139908458627


def test_streams_of_different_names_and_seeds_have_nothing_in_common() -> None:
    firsts = [stream(seed, name).random() for seed in range(200) for name in ("a", "b", "a.b", "")]
    assert len(set(firsts)) == len(firsts)
    assert 0.45 < sum(firsts) / len(firsts) < 0.55


def test_using_one_stream_moves_no_other() -> None:
    one, other = stream(1, "one"), stream(1, "other")
    expected = [stream(1, "other").random() for _ in range(1)]
    one.random()
    assert [other.random()] == expected


@given(st.integers(0, 2**63 - 1), st.lists(TEXT | st.integers(), max_size=5))
def test_an_address_has_one_number_in_the_unit_interval(seed: int, parts: list[object]) -> None:
    number = address(seed, *parts)
    assert 0 <= number < 1
    assert number == address(seed, *parts)


def test_text_of_any_kind_is_an_address() -> None:
    assert 0 <= address(1, "a lone surrogate \ud800", "\x00", "") < 1


def test_parts_do_not_run_into_each_other() -> None:
    assert address(1, "ab", "c") != address(1, "a", "bc")
    assert address(1, "a", "") != address(1, "a")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_addressed_chance_is_uniform_over_orders_attempts_and_seeds(seed: int) -> None:
    """Ten classes of 20,000 numbers: chi-square with 9 degrees of freedom stays below its 99.99 % point."""
    numbers = [address(seed, "f", "erp.order.create", f"{order:09d}", order % 3) for order in range(20_000)]
    classes = Counter(int(number * 10) for number in numbers)
    assert sum((classes[k] - 2000) ** 2 / 2000 for k in range(10)) < 33.7


def test_neighbouring_addresses_are_independent() -> None:
    """Orders that follow each other, and two faults on the same order, show no correlation."""
    first = [address(1, "a", "op", f"{order:09d}", 1) - 0.5 for order in range(20_000)]
    second = [address(1, "b", "op", f"{order:09d}", 1) - 0.5 for order in range(20_000)]
    neighbours = sum(x * y for x, y in pairwise(first)) / len(first) * 12
    faults = sum(x * y for x, y in zip(first, second, strict=True)) / len(first) * 12
    assert abs(neighbours) < 0.03
    assert abs(faults) < 0.03


def test_a_share_hits_its_share() -> None:
    hits = sum(
        address(7, "lose_reply", "erp.order.create", f"{order:09d}", 1) < 0.03 for order in range(50_000)
    )
    assert 1_350 < hits < 1_650
