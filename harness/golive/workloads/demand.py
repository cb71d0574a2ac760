"""The expected rate of orders as a pure function of time, and its integral."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from golive.keys.times import Instant
from golive.keys.value_kinds import DAY_MS, HOUR_MS
from golive.scenario import Orders
from golive.workloads.shapes import DAYS, WEEKS, levelled

MIDNIGHT = Instant(0, 0)
MONDAY = 3
"""The Unix epoch was a Thursday: so many days after a Monday."""


@dataclass(frozen=True, slots=True)
class Rush:
    """A trapezoid: up from the usual rate to `reach` orders per hour, a plateau, and down again."""

    at_ms: int
    reach: float
    ramp_ms: int
    hold_ms: int
    decay_ms: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Its four corners, in ms after the start of the traffic."""
        top_ms = self.at_ms + self.ramp_ms
        over_ms = top_ms + self.hold_ms
        return self.at_ms, top_ms, over_ms, over_ms + self.decay_ms

    def rate(self, foot: float, offset_ms: float) -> float:
        """Orders per hour while it lasts, 0 before and after; `foot` is the usual rate."""
        since, height = offset_ms - self.at_ms, self.reach - foot
        if since < 0:
            return 0.0
        if since < self.ramp_ms:
            return foot + height * since / self.ramp_ms
        since -= self.ramp_ms
        if since < self.hold_ms:
            return foot + height
        since -= self.hold_ms
        if since < self.decay_ms:
            return foot + height * (1 - since / self.decay_ms)
        return 0.0


class Demand:
    """The rate of orders at every instant. Offsets are ms after the start; hours and weekdays are local ones."""

    def __init__(self, orders: Orders, start: Instant = MIDNIGHT) -> None:
        self._base = orders.base.per_hour
        self._day, self._week = levelled(orders.day, DAYS), levelled(orders.week, WEEKS)
        self._local_ms = start.epoch_ms + start.offset_ms
        self._rushes = tuple(_rushes(orders))
        usual = self._base * max(self._day or (1.0,)) * max(self._week or (1.0,))
        self.highest = max([usual, *(rush.reach for rush in self._rushes)])

    def usual(self, offset_ms: float) -> float:
        """Orders per hour without any rush."""
        if self._day is None and self._week is None:
            return self._base
        days, in_day_ms = divmod(self._local_ms + offset_ms, DAY_MS)
        hour = 1.0 if self._day is None else self._day[int(in_day_ms // HOUR_MS)]
        return self._base * hour * (1.0 if self._week is None else self._week[int(days + MONDAY) % 7])

    def rate(self, offset_ms: float) -> float:
        """Orders per hour: the usual rate, or the highest rush where that is higher."""
        usual = self.usual(offset_ms)
        if not self._rushes:
            return usual
        return max(usual, *(rush.rate(usual, offset_ms) for rush in self._rushes))

    def expected(self, from_ms: int, to_ms: int) -> float:
        """The expected number of orders between two offsets: the exact integral of the rate."""
        return sum(self._area(left, right) for left, right in pairwise(self._edges(from_ms, to_ms))) / HOUR_MS

    def _edges(self, from_ms: int, to_ms: int) -> list[int]:
        """Between two of them, every part of the plan is a straight line."""
        edges = {corner for rush in self._rushes for corner in rush.corners}
        if self._day is not None or self._week is not None:
            first = -(-(from_ms + self._local_ms) // HOUR_MS) * HOUR_MS - self._local_ms
            edges.update(range(first, to_ms, HOUR_MS))
        return [from_ms, *sorted(edge for edge in edges if from_ms < edge < to_ms), max(from_ms, to_ms)]

    def _area(self, left: int, right: int) -> float:
        """Under the highest of the lines, which may cross."""
        span = right - left
        lines = list(self._lines(left + span / 4, left + span * 3 / 4))
        cuts = [0.0, 1.0]
        for (start, rise), (other_start, other_rise) in combinations(lines, 2):
            if rise != other_rise:
                cuts.append((other_start - start) / (rise - other_rise))
        inside = sorted(cut for cut in cuts if 0 <= cut <= 1)
        heights = [max(start + rise * cut for start, rise in lines) for cut in inside]
        return span * sum(
            (later - sooner) * (low + high) / 2
            for (sooner, later), (low, high) in zip(pairwise(inside), pairwise(heights), strict=True)
        )

    def _lines(self, early: float, late: float) -> Iterator[tuple[float, float]]:
        """Height at the left end and rise to the right end, from two instants a quarter from the ends."""
        usual = self.usual(early)
        yield usual, 0.0
        for rush in self._rushes:
            low, high = rush.rate(usual, early), rush.rate(usual, late)
            if low or high:
                yield low - (high - low) / 2, 2 * (high - low)


def _rushes(orders: Orders) -> Iterator[Rush]:
    for peak in orders.peaks:
        yield Rush(peak.at_ms, peak.reach.per_hour, peak.ramp_ms, peak.hold_ms, peak.decay_ms)
    for flash in orders.flashes:
        yield Rush(flash.at_ms, flash.reach.per_hour, 0, 0, flash.lasts_ms)
    for mail in orders.campaigns:
        for number in range(mail.times):
            at_ms = mail.at_ms + number * mail.every_ms
            yield Rush(at_ms, mail.reach.per_hour, mail.ramp_ms, 0, mail.decay_ms)
