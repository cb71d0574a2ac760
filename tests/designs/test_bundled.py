"""The bundled designs: each is carried out, cheaply, and says who builds it and what it costs."""

from __future__ import annotations

import pytest

from golive.candidates.designs.bundle import DESIGNS, path_of
from golive.candidates.files import load
from golive.candidates.registry import bundled
from tests.designs.playing import played


def test_there_are_twelve_of_them() -> None:
    assert len(DESIGNS) >= 12
    assert set(DESIGNS) < set(bundled())


@pytest.mark.parametrize("name", DESIGNS)
def test_each_says_who_builds_it_and_what_it_costs(name: str) -> None:
    file = load(path_of(name))
    assert file.name == name
    assert file.decision is not None
    assert "Built" in file.about or "Bought" in file.about
    assert "Costs" in file.about
    assert file.price.month.cents > 0


def test_no_two_are_the_same_decision() -> None:
    decisions = [load(path_of(name)).decision for name in DESIGNS]
    assert all(decisions.count(each) == 1 for each in decisions)


@pytest.mark.parametrize("name", [name for name in DESIGNS if name != "nightly-batch"])
def test_each_carries_orders_in_calm_weather(name: str) -> None:
    result = played(name)
    orders = result.scorecard.orders
    assert orders["total"] > 10
    assert orders["exact"] + orders.get("late", 0) == orders["total"]
    assert "Error" not in result.log


def test_the_nightly_batch_carries_orders_by_night() -> None:
    times = ("clock.start=2025-11-12T01:30:00+00:00", "clock.settle=3h")
    card = played("nightly-batch", sets=times).scorecard
    assert card.orders["exact"] + card.orders["late"] == card.orders["total"] > 10
