"""Harm against the calls of the ERP, and against latency: a chart each, with the columns that no other one beats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from golive_reports.batch.sweeps.scatter import Dot, LogAxis, drawn
from golive_reports.batch.sweeps.totals import Total
from golive_reports.words.text import brief, clean, money, number

_POWERS = tuple(10.0**power for power in range(15))
_TIMES_MS = tuple(
    1000.0 * seconds for seconds in (1, 10, 60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400, 30 * 86_400)
)
_HARM_CENTS = tuple(100 * power for power in _POWERS)


@dataclass(frozen=True, slots=True)
class Against:
    """What harm is drawn against: title, axis, the end of its linear part, labels, figure, and how it is written."""

    title: str
    axis: str
    least: float
    rounds: tuple[float, ...]
    figure: Callable[[Total], float | None]
    written: Callable[[float], str]


_AGAINST = (
    Against(
        "Harm and ERP load",
        "ERP calls per order",
        1,
        _POWERS,
        lambda total: total.erp_calls_per_order,
        number,
    ),
    Against(
        "Harm and latency",
        "p95 of orders",
        1000,
        _TIMES_MS,
        lambda total: total.p95_ms,
        lambda ms: brief(round(ms)),
    ),
)


def charts(totals: Sequence[Total]) -> list[dict[str, Any]]:
    """Return title, drawing and the names without a figure, for each chart that has dots."""
    unit = clean(next((each.currency for each in totals if each.currency), ""), 8)
    found = []
    for each in _AGAINST:
        dots = [
            Dot(total.column.name, value, total.harm_per_day, total.is_on_front)
            for total in totals
            if (value := each.figure(total)) is not None and total.harm_per_day is not None
        ]
        if not dots:
            continue
        x = LogAxis(each.axis, each.least, max(dot.x for dot in dots), each.written, each.rounds)
        y = LogAxis(
            f"harm per day, {unit}", _HARM_CENTS[0], max(dot.y for dot in dots), _whole_money, _HARM_CENTS
        )
        without = [clean(total.column.name, 60) for total in totals if each.figure(total) is None]
        found.append(
            {"title": each.title, "drawing": drawn(each.title, x, y, dots), "without": ", ".join(without)}
        )
    return found


def _whole_money(cents: float) -> str:
    return money(cents, whole=True)
