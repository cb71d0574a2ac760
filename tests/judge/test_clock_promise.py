"""A live run says nothing where its clock lagged, and blames no candidate that had no room."""

from __future__ import annotations

import pytest

from golive.judge.clock_promise import busiest, late_clock, no_room
from golive.judge.oracles import Case
from golive.sim.durations import Durations
from golive.sim.room import rounded_down, safe_speed
from tests.judge.ledgers import Book

MINUTE_MS = 60_000


def case(orders: int, lag_ms: int = 0, trip_ms: float | None = None, speed: float = 60) -> Case:
    book = Book()
    for number in range(orders):
        book.after(1000).bought(f"{number:09}")
    if trip_ms is not None:
        book.say(
            "run",
            "run.round_trips",
            {},
            {"count": 9, "p50_ms": trip_ms, "p95_ms": trip_ms, "max_ms": trip_ms},
        )
    book.say("run", "run.clock", {}, {"lag_p99_ms": lag_ms, "speed": speed})
    return book.case(order_ms=15 * MINUTE_MS)


class TestTheClock:
    def test_that_was_on_time_raises_no_doubt(self) -> None:
        assert late_clock(case(3, lag_ms=15_000)) == []

    def test_that_lagged_names_a_safe_speed(self) -> None:
        (doubt,) = late_clock(case(3, lag_ms=30_000, speed=100))
        assert "one event in a hundred was 30 s late, more than 15 s" in doubt
        assert "--speed 50 is safe" in doubt

    def test_of_virtual_time_keeps_every_promise(self) -> None:
        whole = Book().bought("1").case()
        assert late_clock(whole) == no_room(whole) == []


class TestTheRoom:
    def test_is_there_at_a_slow_speed(self) -> None:
        assert no_room(case(30, trip_ms=10, speed=60)) == []

    def test_is_lacking_where_round_trips_take_more_than_half_of_the_budget(self) -> None:
        (doubt,) = no_room(case(30, trip_ms=60, speed=500))
        assert "30 orders of 1 calls each need 15 of 15 minutes at speed 500, more than 50%" in doubt
        assert "--speed 200 is safe" in doubt

    def test_is_not_asked_of_a_candidate_without_round_trips(self) -> None:
        assert no_room(case(30, speed=5000)) == []

    def test_counts_the_busiest_stretch_of_one_budget(self) -> None:
        assert busiest(case(7), MINUTE_MS) <= 7
        assert busiest(case(7), 10**12) == 7


@pytest.mark.parametrize(
    ("speed", "rounded"), [(1.0, 1.0), (1.6, 1.5), (69, 50), (70, 70), (0.001, 0.01), (999, 700)]
)
def test_speeds_are_rounded_down_to_round_ones(speed: float, rounded: float) -> None:
    assert rounded_down(speed) == rounded


def test_a_safe_speed_halves_when_round_trips_take_twice_as_long() -> None:
    assert safe_speed(10, 10, 900_000, 2) == pytest.approx(2 * safe_speed(10, 10, 900_000, 4), rel=0.6)


def test_quantiles_of_durations_are_right_within_a_tenth() -> None:
    spans = Durations()
    for span in range(1, 1001):
        spans.add(span)
    assert spans.quantile(0.99) == pytest.approx(990, rel=0.1)
    assert spans.quantile(0.5) == pytest.approx(500, rel=0.1)
    assert spans.quantile(1) == spans.longest_ms == 1000
    assert Durations().quantile(0.5) == 0
