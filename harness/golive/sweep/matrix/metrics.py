"""The figures of a cell whose paired differences a sweep reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from golive.record.cells import CellResult

Figure = Callable[[CellResult], float | None]

HARMED, HARM = "orders.harmed", "harm_cents"
"""The figures that decide whether a scenario is settled."""
_HARMED = ("lost", "duplicated", "wrong_content", "wrong_state", "phantom")


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure per cell; less is better.

    `event` is the size of one event in some runs, for the interval: 0 for what is measured and not counted. `whole` is
    that of which a margin is a share; None for a figure without a margin.
    """

    figure: Figure
    event: Callable[[Sequence[CellResult]], float] = lambda _: 0.0
    whole: Figure | None = None


def _orders(*verdicts: str) -> Metric:
    return Metric(
        lambda result: sum(result.orders[verdict] for verdict in verdicts),
        lambda _: 1.0,
        lambda result: result.orders["total"],
    )


def _harm_of_one(results: Sequence[CellResult]) -> float:
    """The harm of one harmed order; where none was harmed, the mean total of an order."""
    some = [each for each in results if each.harm_cents]
    if some:
        harmed = sum(each.orders[verdict] for each in some for verdict in _HARMED)
        return sum(each.harm_cents for each in some) / max(len(some), harmed)
    return sum(each.sold_cents for each in results) / max(1, sum(each.orders["total"] for each in results))


METRICS: dict[str, Metric] = {
    HARM: Metric(
        lambda result: result.harm_cents,
        _harm_of_one,
        lambda result: result.sold_cents,
    ),
    HARMED: _orders(*_HARMED),
    "orders.lost": _orders("lost"),
    "orders.duplicated": _orders("duplicated"),
    "orders.wrong": _orders("wrong_content", "wrong_state"),
    "orders.late": _orders("late"),
    "orders.stuck_visible": _orders("stuck_visible"),
    "latency_p50_ms": Metric(lambda result: result.latency_ms["p50"]),
    "latency_p95_ms": Metric(lambda result: result.latency_ms["p95"]),
    "calls.erp": Metric(lambda result: result.calls["erp"]),
    "calls.shop": Metric(lambda result: result.calls["shop"]),
    "stock.drift_unit_hours": Metric(lambda result: result.stock["unexplained_unit_hours"]),
    "desk.minutes": Metric(lambda result: result.desk["minutes"]),
}
"""Name to figure, in the order of the reports."""


_DAY_MS = 86_400_000


def _staleness(domain: str) -> Figure:
    return lambda result: result.staleness[domain].p95 if domain in result.staleness else None


FIGURES: dict[str, Figure] = {
    **{name: metric.figure for name, metric in METRICS.items()},
    "harm_per_day_cents": lambda result: _per_day(result.harm_cents, result.traffic_ms),
    "calls_per_day": lambda result: _per_day(result.calls_while_selling, result.traffic_ms),
    "erp_calls_per_order": lambda result: result.calls["erp"] / max(1, result.orders["total"]),
    "stock_staleness_p95_ms": _staleness("stock"),
}
"""Every figure of a place. Per day: of a day on which the shop sells all the time as it does in the scenario. Harm and
calls have the same time base, the time of sales: the harm to its orders, and the calls that were made meanwhile."""


def _per_day(value: float, duration_ms: int) -> float | None:
    return value * _DAY_MS / duration_ms if duration_ms else None


def mean(figure: Figure, results: Sequence[CellResult]) -> float | None:
    """Return the mean of a figure over the results that have it; None where none has."""
    values = [value for each in results if (value := figure(each)) is not None]
    return sum(values) / len(values) if values else None
