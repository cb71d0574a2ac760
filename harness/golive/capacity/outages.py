"""The longest outage of the ERP that an integration survives, and how it recovers from one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.capacity.load import Conditions, Outage, backlog_of
from golive.capacity.search import Highest, highest
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS, SECOND_MS
from golive.record.run import OrderLine, Series
from golive.result import RunResult

BEFORE_MS = 20 * MINUTE_MS
"""Traffic before an outage."""
SHORTEST_MS = MINUTE_MS
PRECISION = 0.1

Point = tuple[int, float | None]
"""An instant in ms after the outage began, and a value."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A run with an outage of the ERP. Times in ms; `drained_ms` from its end until the backlog is what it was.

    `area` is the backlog above its former level, in order-hours. `goodput` are orders live in the ERP per hour before
    the outage, during it, and from its end until the backlog is drained. The curves begin with the traffic.
    """

    outage_ms: int
    orders: int
    lost: int
    duplicated: int
    peak: int
    oldest_ms: int
    area: float
    drained_ms: int | None
    goodput: tuple[float, float, float]
    backlog: tuple[Point, ...]
    latency: tuple[Point, ...]

    def is_survived(self, within_ms: int) -> bool:
        """Whether no order was lost and the backlog was drained within that time after the outage."""
        return self.lost == 0 and self.drained_ms is not None and self.drained_ms <= within_ms


def recovery(conditions: Conditions, per_hour: float, outage_ms: int, within_ms: int) -> Recovery:
    """A run with an outage of that length, and traffic before it and for `within_ms` after it."""
    outage = Outage(BEFORE_MS, outage_ms)
    return recovered(conditions.played(per_hour, outage.end_ms + within_ms, outage), outage)


def recovered(result: RunResult, outage: Outage) -> Recovery:
    """What a run with an outage says about the recovery from it."""
    series = {each.name: each for each in result.record.series}
    backlog, booked = backlog_of(result), series["orders in the ERP"]
    begin_ms = backlog.start_ms + outage.begin_ms
    end_ms = backlog.start_ms + outage.end_ms
    level = max([1.0, *_values(backlog, backlog.start_ms, begin_ms)])
    drained_ms = _drained(backlog, end_ms, level)
    until_ms = backlog.start_ms + backlog.step_ms * len(backlog.values) if drained_ms is None else drained_ms
    above = [max(0.0, value - level) for value in _values(backlog, begin_ms, until_ms)]
    ages = [_age(each, result.record.end_ms) for each in result.orders]
    counts = result.scorecard.orders
    return Recovery(
        outage.lasts_ms,
        counts["total"],
        counts["lost"],
        counts["duplicated"],
        round(max([0.0, *_values(backlog, begin_ms, until_ms)])),
        max([0, *ages]),
        sum(above) * backlog.step_ms / HOUR_MS,
        None if drained_ms is None else max(0, drained_ms - end_ms),
        (
            _per_hour(booked, backlog.start_ms, begin_ms),
            _per_hour(booked, begin_ms, end_ms),
            _per_hour(booked, end_ms, max(until_ms, end_ms + 2 * backlog.step_ms)),
        ),
        _points(backlog, outage.begin_ms),
        _points(series["latency p95"], outage.begin_ms),
    )


def longest(
    conditions: Conditions,
    per_hour: float,
    longest_ms: int,
    within_ms: int,
    say: Callable[[float], None] = lambda length_ms: None,
) -> Highest:
    """The longest outage that is survived, in ms, to the second. `say` is called with each length that was tried."""

    def holds(length_ms: float) -> bool:
        survived = recovery(conditions, per_hour, _whole(length_ms), within_ms).is_survived(within_ms)
        say(length_ms)
        return survived

    found = highest(holds, SHORTEST_MS, max(SHORTEST_MS, longest_ms), PRECISION)
    return Highest(_whole(found.held), None if found.failed is None else _whole(found.failed))


def _age(order: OrderLine, end_ms: int) -> int:
    """How long an order waited for the ERP; a lost one until the end of the run."""
    return end_ms - order.placed_ms if order.verdict == "lost" else order.latency_ms or 0


def _whole(length_ms: float) -> int:
    return round(length_ms / SECOND_MS) * SECOND_MS


def _values(series: Series, from_ms: int, to_ms: int) -> list[float]:
    """The values of the buckets that lie in that time as a whole."""
    last_ms = to_ms - series.step_ms
    return [value or 0.0 for at_ms, value in _instants(series) if from_ms <= at_ms <= last_ms]


def _instants(series: Series) -> list[Point]:
    return [(series.start_ms + at * series.step_ms, value) for at, value in enumerate(series.values)]


def _drained(backlog: Series, end_ms: int, level: float) -> int | None:
    """The end of the first bucket from `end_ms` on in which the backlog is no higher than that."""
    for at_ms, value in _instants(backlog):
        if at_ms + backlog.step_ms > end_ms and (value or 0.0) <= level:
            return max(end_ms, at_ms + backlog.step_ms)
    return None


def _per_hour(counts: Series, from_ms: int, to_ms: int) -> float:
    values = _values(counts, from_ms, to_ms)
    return sum(values) * HOUR_MS / (max(1, len(values)) * counts.step_ms)


def _points(series: Series, zero_ms: int) -> tuple[Point, ...]:
    return tuple((at_ms - series.start_ms - zero_ms, value) for at_ms, value in _instants(series))
