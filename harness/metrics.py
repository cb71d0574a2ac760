"""The figures of a run by the names that `expect:` uses, and whether they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from harness.record import BROKEN, HELD, UNKNOWN, Expectation, Scorecard


class Threshold(Protocol):
    @property
    def unit(self) -> str: ...
    @property
    def text(self) -> str: ...
    def holds(self, actual: float) -> bool: ...


def percentile(values: Sequence[int], share: float) -> int | None:
    """The smallest value that at least `share` of all are not above; `values` sorted. None for no values."""
    if not values:
        return None
    return values[min(len(values) - 1, max(0, -(-int(share * 1000) * len(values) // 1000) - 1))]


def figures(card: Scorecard, drain_ms: int | None) -> dict[str, float | None]:
    """Every metric in its base unit (count, ms, cents, share); None where nothing was measured."""
    found: dict[str, float | None] = {f"orders.{name}": count for name, count in card.orders.items()}
    found |= {f"latency.{name}": value for name, value in card.latency_ms.items()}
    found |= {
        "stock.oversold": card.stock["oversold_units"],
        "stock.residual": card.stock["residual_units"],
        "stock.unexplained_unit_hours": card.stock["unexplained_unit_hours"],
        "stock.lost_sale_minutes": card.stock["lost_sale_minutes"],
        "stock.negative": card.stock["negative"],
        "erp.calls": card.erp["calls"],
        "erp.calls_per_order": card.erp["calls_per_order"] if card.orders["total"] else None,
        "erp.rate_limited": card.erp["rate_limited"],
        "erp.peak_rps": card.erp["peak_rps"],
        "harm.total": card.harm["total"],
        "score": card.score,
        "coverage": card.coverage,
        "drain": drain_ms,
    }
    return found


def expectations(
    expect: Mapping[str, Threshold], measured: Mapping[str, float | None], total_orders: int, currency: str
) -> list[Expectation]:
    """Each threshold held, broken, or unknown because its metric has no value in this run."""
    found = []
    for metric, threshold in expect.items():
        actual = measured.get(metric)
        if actual is not None and threshold.unit == "share" and metric.startswith("orders."):
            actual = actual / total_orders if total_orders else None
        if actual is None:
            verdict = UNKNOWN
        else:
            verdict = HELD if threshold.holds(actual) else BROKEN
        found.append(Expectation(metric, threshold.text, shown(actual, threshold.unit, currency), verdict))
    return found


def shown(value: float | None, unit: str, currency: str) -> str:
    """A figure as a person writes it."""
    if value is None:
        return "not measured"
    if unit == "ms":
        return duration(int(value))
    if unit == "share":
        return f"{value:.2%}"
    if unit == "cents":
        return f"{value / 100:,.2f} {currency}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def duration(span_ms: int) -> str:
    if span_ms < 1000:
        return f"{span_ms}ms"
    seconds = span_ms / 1000
    if seconds < 60:
        return f"{seconds:.1f}s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}m{rest:02d}s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h{minutes:02d}m"
