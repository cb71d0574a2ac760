"""The search for the highest value at which something holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.capacity.search import highest, most_steps


@given(limit=st.floats(1, 10_000), precision=st.sampled_from([0.01, 0.05, 0.5]))
def test_the_limit_lies_between_held_and_failed(limit: float, precision: float) -> None:
    found = highest(lambda value: value <= limit, 1, 10_000, precision)
    if found.failed is None:
        assert found.held == 10_000 == limit
    else:
        assert found.held <= limit < found.failed <= found.held * (1 + precision) + 1e-9


@given(limit=st.floats(0, 20_000), least=st.floats(1, 50), precision=st.sampled_from([0.05, 0.1, 2]))
def test_it_tries_no_more_values_than_foretold(limit: float, least: float, precision: float) -> None:
    tried: list[float] = []

    def holds(value: float) -> bool:
        tried.append(value)
        return value <= limit

    highest(holds, least, 10_000, precision)
    assert len(tried) <= most_steps(least, 10_000, precision)
    assert all(least <= value <= 10_000 for value in tried)


def test_nothing_holds() -> None:
    found = highest(lambda _: False, 30, 1000, 0.05)
    assert (found.held, found.failed) == (0, 30)


@pytest.mark.parametrize(("least", "most", "precision"), [(0, 10, 1), (10, 5, 1), (1, 10, 0)])
def test_wrong_bounds_are_refused(least: float, most: float, precision: float) -> None:
    with pytest.raises(ValueError, match="0 < least <= most"):
        highest(lambda _: True, least, most, precision)
