"""The cadence that each article needs, classes of articles, and the calls that they cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

from golive.cadence.risk import Velocity, longest_hours, more_than
from golive.cadence.uncertainty import Range, range_of

CADENCES_H = (1 / 60, 5 / 60, 0.25, 0.5, 1.0, 4.0, 12.0, 24.0)
"""The cadences that are offered, in hours. Slower than daily is not."""
FAST_H = 0.25
"""Articles that need an update at least that often are fast movers; those for which daily is enough, slow ones."""
_ABOVE_FAST_H = next(each for each in CADENCES_H if each > FAST_H)
FAST, MEDIUM, SLOW = "fast", "medium", "slow"


@dataclass(frozen=True, slots=True)
class Need:
    """What an article needs. `longest_hours` keeps the risk exactly; `cadence_hours` is the offered one below it.

    `cadence_hours` is 0 where even the fastest is too slow. `risk_daily` is the risk with one update a day.
    """

    sku: str
    per_hour: float
    shape: float | None
    stock: int
    longest_hours: float
    cadence_hours: float
    risk_daily: float

    @property
    def speed(self) -> str:
        """Fast, medium or slow."""
        if self.cadence_hours >= CADENCES_H[-1]:
            return SLOW
        return FAST if self.cadence_hours <= FAST_H else MEDIUM


@dataclass(frozen=True, slots=True)
class Class:
    """The articles of one cadence. `calls` a day for all of them together, a page of articles each."""

    cadence_hours: float
    articles: int
    per_hour: float
    calls: int


@dataclass(frozen=True, slots=True)
class Cadences:
    """The result. `everywhere` are the calls a day for all articles at one cadence, in the order of CADENCES_H.

    A call has `page_size` articles. `units` were sold in `hours`. `fast` and `slow` are the fewest and the most
    articles of these speeds, with the rate of every article at one end of its interval of CONFIDENCE.
    """

    risk: float
    unseen: float
    hours: float
    page_size: int
    needs: tuple[Need, ...]
    classes: tuple[Class, ...]
    everywhere: tuple[int, ...]
    units: float
    fast: Range
    slow: Range

    @property
    def calls(self) -> int:
        """The calls a day of all classes."""
        return sum(each.calls for each in self.classes)

    def enough(self, cadence_hours: float) -> int:
        """The number of articles for which a cadence is enough."""
        return sum(each.longest_hours >= cadence_hours for each in self.needs)

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return asdict(self)


def needs(
    velocities: Mapping[str, Velocity],
    stock: Mapping[str, int],
    risk: float,
    unseen: float,
    hours: float,
    page: int,
) -> Cadences:
    """What each article with a known stock needs.

    `risk` is the probability that more is sold between two updates than the shop shows; `unseen` the share of the
    sales that the shop learns of only by an update; `page` the number of articles in one call.
    """
    found = [
        _need(sku, velocities.get(sku, Velocity(0.0)), units, risk, unseen) for sku, units in stock.items()
    ]
    found.sort(key=lambda each: (each.longest_hours, -each.per_hour, each.sku))
    classes = []
    for cadence in (0.0, *CADENCES_H):
        members = [each for each in found if each.cadence_hours == cadence]
        if members:
            calls = calls_a_day(len(members), cadence or CADENCES_H[0], page)
            classes.append(Class(cadence, len(members), sum(each.per_hour for each in members), calls))
    everywhere = tuple(calls_a_day(len(found), cadence, page) for cadence in CADENCES_H)
    units = sum(each.per_hour for each in velocities.values()) * hours
    below_fast, daily = (
        range_of(velocities, stock, risk, unseen, hours, cadence)
        for cadence in (_ABOVE_FAST_H, CADENCES_H[-1])
    )
    fast = (len(found) - below_fast[1], len(found) - below_fast[0])
    return Cadences(risk, unseen, hours, page, tuple(found), tuple(classes), everywhere, units, fast, daily)


def _need(sku: str, velocity: Velocity, stock: int, risk: float, unseen: float) -> Need:
    hidden = velocity.seen_of(unseen)
    longest = longest_hours(stock, hidden, risk, CADENCES_H[-1])
    cadence = max((each for each in CADENCES_H if each <= longest), default=0.0)
    shape = velocity.shape if velocity.shape != float("inf") else None
    return Need(
        sku, velocity.per_hour, shape, stock, longest, cadence, more_than(stock, hidden, CADENCES_H[-1])
    )


def calls_a_day(articles: int, cadence_hours: float, page: int) -> int:
    """The calls a day for so many articles."""
    return ceil(articles / page) * round(24 / cadence_hours)
