"""Days that a merchant would recognise, from the best to the worst: the score keeps their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from golive.judge.score import score
from golive.record.run import ORDER_VERDICTS


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a sentence, its orders that did not go well, and what the score may be."""

    what: str
    orders: int = 200
    wrong: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    read: int = 0
    units_apart: float = 0
    unit_hours: float = 0
    least: float = 0
    most: float = 100

    @property
    def score(self) -> float:
        counts = dict.fromkeys(ORDER_VERDICTS, 0) | self.wrong
        counts["exact"] = self.orders - sum(self.wrong.values())
        stock = {
            "oversold_units": 0.0,
            "residual_units": self.units_apart,
            "unexplained_unit_hours": self.unit_hours,
        }
        orders = {"total": self.orders, **counts}
        return score(orders, stock, 2 * self.orders, self.found, read=self.read, hours=24)[0]


DAYS = (
    Day("Every order arrived once, in time.", least=100),
    Day("One order in ten thousand arrived late.", 10_000, {"late": 1}, least=99.9),
    Day("One order in ten thousand was lost.", 10_000, {"lost": 1}, least=98, most=99.9),
    Day("Three orders of two hundred arrived late.", wrong={"late": 3}, least=97, most=99.5),
    Day(
        "Two orders stayed on the desk; a clerk has read them.", wrong={"stuck_visible": 2}, read=2, least=90
    ),
    Day("One article was two units off in the evening.", units_apart=2, least=90, most=98),
    Day("One order in ten arrived late.", wrong={"late": 20}, least=85, most=95),
    Day("One parcel went to the wrong address.", wrong={"wrong_content": 1}, least=80, most=92),
    Day("One order in twenty had to be typed in by clerks.", wrong={"stuck_visible": 10}, read=10, most=90),
    Day("One customer was billed twice.", wrong={"duplicated": 1}, least=70, most=88),
    Day("One order in two hundred was lost.", wrong={"lost": 1}, least=60, most=80),
    Day("One order in twenty is on a desk that no one reads.", wrong={"stuck_visible": 10}, most=75),
    Day("One order in a hundred was booked twice.", 1_000, {"duplicated": 10}, least=45, most=75),
    Day("The shop's stock was wrong by a twentieth of the sales all day.", unit_hours=24 * 20, most=60),
    Day("One order in a hundred was lost.", 1_000, {"lost": 10}, least=35, most=55),
    Day("Every order arrived late.", wrong={"late": 200}, least=25, most=50),
    Day("One order in twenty was booked with wrong content.", wrong={"wrong_content": 10}, most=40),
    Day("Every order had to be typed in by clerks.", wrong={"stuck_visible": 200}, read=200, most=15),
    Day("One order in ten was booked twice.", wrong={"duplicated": 20}, most=5),
    Day("Every order is on a desk that no one reads.", wrong={"stuck_visible": 200}, most=1),
    Day("One order in five was lost.", wrong={"lost": 40}, most=1),
    Day("Every order was lost.", wrong={"lost": 200}, most=0),
)


def test_a_worse_day_has_no_better_score() -> None:
    for better, worse in pairwise(DAYS):
        assert worse.score <= better.score, worse.what


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.what)
def test_the_score_of_a_day_is_what_a_merchant_would_say(day: Day) -> None:
    assert day.least <= day.score <= day.most
