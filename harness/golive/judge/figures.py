"""The figures of a run by the names that `expect:` uses, and the check of its thresholds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from golive.record.oracles import FindingKind
from golive.record.run import BROKEN, DEFAULT, HELD, SCENARIO, UNKNOWN, Expectation
from golive.scenario import METRICS, Metric, Result, Threshold

NOT_MEASURED = "not measured"
NEVER = math.inf
NOTHING = Threshold("==", 0, "number")
"""The expectation of a deciding kind of finding that the scenario says nothing about."""


def percentile(values: Sequence[int], share: float) -> int | None:
    """Return the nearest-rank percentile of sorted values, `share` being 0 to 1; None for no values."""
    if not values:
        return None
    return values[min(len(values) - 1, max(0, -(-round(share * 1000) * len(values) // 1000) - 1))]


def figures(result: Result, metrics: Mapping[str, Metric] = METRICS) -> dict[str, float | None]:
    """Return every metric in its base unit (count, ms, cents, share); None where nothing was measured.

    NEVER is the value of a duration that would not have ended.
    """
    return {name: metric.value(result) for name, metric in metrics.items()}


UNDECIDABLE = ("orders.phantom", "orders.indeterminate")
"""Verdicts that an order still in flight cannot get."""


def expectations(
    expect: Mapping[str, Threshold],
    measured: Mapping[str, float | None],
    total_orders: int,
    currency: str,
    kinds: Iterable[FindingKind] = (),
) -> list[Expectation]:
    """Compare each threshold with its metric: held, broken or unknown.

    A threshold is unknown where its metric has no value in this run, or where orders that were still in flight could
    move the value to either side of it. The metric of a kind of finding that decides, among `kinds`, is expected to be
    0 where `expect` does not name it.
    """
    in_flight = int(measured.get("orders.indeterminate") or 0)
    deciding = dict.fromkeys(kind.metric for kind in kinds if kind.decides)
    defaults = {metric: NOTHING for metric in deciding if metric not in expect}
    found = []
    for metric, threshold in {**expect, **defaults}.items():
        values = [measured.get(metric)]
        could_move = metric.startswith("orders.") and metric not in UNDECIDABLE and metric not in defaults
        if could_move and values[0] is not None:
            values = [values[0] + more for more in range(in_flight + 1)]
        if metric.startswith("orders.") and threshold.unit == "share":
            values = [
                value / total_orders if value is not None and total_orders else None for value in values
            ]
        held = _holds(threshold, values)
        found.append(
            Expectation(
                metric,
                threshold.text,
                _span(values, threshold.unit, currency),
                held,
                DEFAULT if metric in defaults else SCENARIO,
                tolerated=metric in deciding and held == HELD and bool(values[0]),
            )
        )
    return found


def _holds(threshold: Threshold, values: Sequence[float | None]) -> str:
    answers = {None if value is None else threshold.holds(value) for value in values}
    if answers == {True}:
        return HELD
    return BROKEN if answers == {False} else UNKNOWN


def _span(values: Sequence[float | None], unit: str, currency: str) -> str:
    least, most = shown(values[0], unit, currency), shown(values[-1], unit, currency)
    return least if len(values) == 1 else f"{least} to {most} (some still in flight)"


def shown(value: float | None, unit: str, currency: str) -> str:
    """Return a figure with its unit, for display."""
    if value is None:
        return NOT_MEASURED
    if value == NEVER:
        return "never"
    if unit == "ms":
        return duration(int(value))
    if unit == "share":
        return f"{value:.2%}"
    if unit == "cents":
        return f"{value / 100:,.2f} {currency}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def duration(span_ms: int) -> str:
    """Return a duration in ms as display text: `250ms`, `12.3s`, `4m05s` or `3h02m`."""
    if span_ms < 1000:
        return f"{span_ms}ms"
    seconds = span_ms / 1000
    if seconds < 59.95:
        return f"{seconds:.1f}s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}m{rest:02d}s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h{minutes:02d}m"
