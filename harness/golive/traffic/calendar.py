"""The shape of the day and the week behind a list of instants: the likeliest rate by hour and weekday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from golive.keys.value_kinds import DAY_MS, HOUR_MS
from golive.workloads.demand import MONDAY

Slot = tuple[int, int]
Slots = Callable[[int], list[Slot]]

ROUNDS = 30
LONG_ENOUGH_FOR_A_DAY_MS = DAY_MS
LONG_ENOUGH_FOR_A_WEEK_MS = 14 * DAY_MS


@dataclass(frozen=True, slots=True)
class Shape:
    """Orders per hour in the mean; weights with a mean of 1, empty where the export shows none."""

    per_hour: float
    day: tuple[float, ...]
    week: tuple[float, ...]


def shape(placed: Sequence[int], start_ms: int, end_ms: int) -> Shape:
    """Rates are the product of a weight of the hour and one of the weekday; fitted in turns until both agree."""
    hours = (end_ms - start_ms) // HOUR_MS
    by_day = end_ms - start_ms >= LONG_ENOUGH_FOR_A_DAY_MS and any(at % DAY_MS for at in placed)
    by_week = end_ms - start_ms >= LONG_ENOUGH_FOR_A_WEEK_MS
    open_hours = Counter(_slot(start_ms + number * HOUR_MS) for number in range(hours))
    came = Counter(_slot(at) for at in placed)
    day, week = [1.0] * 24, [1.0] * 7
    for _ in range(ROUNDS):
        if by_day:
            day = _fit(24, lambda hour: [(hour, each) for each in range(7)], came, open_hours, week, 1)
        if by_week:
            week = _fit(7, lambda each: [(hour, each) for hour in range(24)], came, open_hours, day, 0)
    weighted = sum(count * day[hour] * week[each] for (hour, each), count in open_hours.items())
    return Shape(len(placed) / weighted, tuple(day) if by_day else (), tuple(week) if by_week else ())


def _slot(at_ms: int) -> Slot:
    """Hour of the day and weekday, Monday first."""
    days, in_day_ms = divmod(at_ms, DAY_MS)
    return in_day_ms // HOUR_MS, (days + MONDAY) % 7


def _fit(
    count: int,
    slots: Slots,
    came: Counter[Slot],
    open_hours: Counter[Slot],
    other: Sequence[float],
    axis: int,
) -> list[float]:
    """Weights of one axis, given those of the other."""
    found = []
    for place in range(count):
        foreseen = sum(open_hours[slot] * other[slot[axis]] for slot in slots(place))
        found.append(sum(came[slot] for slot in slots(place)) / foreseen if foreseen else 0.0)
    mean = sum(found) / count
    return [weight / mean for weight in found] if mean else [1.0] * count
