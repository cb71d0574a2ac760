"""The figures of a run by the names that `expect:` uses, and the check of its thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from golive.record.run import BROKEN, HELD, UNKNOWN, Expectation, Scorecard
from golive.scenario import METRICS, Result, Threshold

NOT_MEASURED = "not measured"


def percentile(values: Sequence[int], share: float) -> int | None:
    """Return the nearest-rank percentile of sorted values, `share` being 0 to 1; None for no values."""
    if not values:
        return None
    return values[min(len(values) - 1, max(0, -(-round(share * 1000) * len(values) // 1000) - 1))]


def figures(card: Scorecard, drain_ms: int | None) -> dict[str, float | None]:
    """Return every metric in its base unit (count, ms, cents, share); None where nothing was measured."""
    result = Result(card, drain_ms)
    return {name: metric.value(result) for name, metric in METRICS.items()}


UNDECIDABLE = ("orders.phantom", "orders.indeterminate")
"""Verdicts that an order still in flight cannot get."""


def expectations(
    expect: Mapping[str, Threshold], measured: Mapping[str, float | None], total_orders: int, currency: str
) -> list[Expectation]:
    """Compare each threshold with its metric: held, broken or unknown.

    A threshold is unknown where its metric has no value in this run, or where orders that were still in flight could
    move the value to either side of it.
    """
    in_flight = int(measured.get("orders.indeterminate") or 0)
    found = []
    for metric, threshold in expect.items():
        values = [measured.get(metric)]
        if metric.startswith("orders.") and metric not in UNDECIDABLE and values[0] is not None:
            values = [values[0] + more for more in range(in_flight + 1)]
        if metric.startswith("orders.") and threshold.unit == "share":
            values = [
                value / total_orders if value is not None and total_orders else None for value in values
            ]
        found.append(
            Expectation(
                metric, threshold.text, _span(values, threshold.unit, currency), _holds(threshold, values)
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
