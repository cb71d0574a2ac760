"""The panels of the charts: the lines that share a scale, and their values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from golive.record.run import RunRecord, Series
from golive_reports.words.local_time import Wall
from golive_reports.words.text import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    SECOND_MS,
    as_words,
    brief,
    clean,
    duration,
    number,
)

_TOGETHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Orders", ("orders placed", "orders in the ERP")),
    ("Backlog", ("backlog",)),
    ("Latency, paid to booked", ("latency p50", "latency p95")),
    ("Unexplained stock drift", ("unexplained drift",)),
    ("Calls", ("calls", "rate limited")),
)
_MOST_PANELS = 12
_MOST_POINTS = 2000


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: lines of one unit on one scale."""

    title: str
    unit: str
    series: tuple[Series, ...]

    def range(self) -> tuple[float, float]:
        """Return round limits that include every value and zero; never of zero height."""
        values = [value for series in self.series for value in series.values if value is not None]
        low, high = min(values, default=0.0), max(values, default=0.0)
        up = _round_up_ms if self.unit == "ms" else _round_up
        return (-up(-low) if low < 0 else 0.0), (up(high) if high > 0 or low >= 0 else 0.0)


def measured(value: Any) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _round_up(value: float) -> float:
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        (step * power for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8) if step * power >= value), 10 * power
    )


def _round_up_ms(value: float) -> float:
    """Round up, as `_round_up` does, to a round number of seconds, minutes, hours or days."""
    for unit in (SECOND_MS, MINUTE_MS, HOUR_MS):
        for step in (1, 2, 4, 6, 10, 20, 30, 40):
            if SECOND_MS <= value <= step * unit and not (unit == HOUR_MS and step > 20):
                return float(step * unit)
    return _round_up(value) if value < SECOND_MS else _round_up(value / DAY_MS) * DAY_MS


def panels_of(series: Sequence[Series]) -> list[Panel]:
    """Return the known charts in their order, then one for each other series."""
    left = {line.name: _thinned(line) for line in series if line.step_ms > 0}
    panels = []
    for title, names in _TOGETHER:
        lines = tuple(left.pop(name) for name in names if name in left)
        if lines:
            panels.append(Panel(_titled(title, lines[0]), lines[0].unit, lines))
    for name, line in left.items():
        words = as_words(clean(name, 60))
        panels.append(Panel(words[:1].upper() + words[1:], line.unit, (line,)))
    return panels[:_MOST_PANELS]


def _titled(title: str, line: Series) -> str:
    if title in ("Orders", "Calls"):
        return f"{title} per {brief(line.step_ms)}"
    return title


def _thinned(line: Series) -> Series:
    """Return at most `_MOST_POINTS` values, each the largest of those it represents."""
    every = -(-len(line.values) // _MOST_POINTS)
    values = tuple(value if measured(value) else None for value in line.values)
    if every <= 1:
        return Series(line.name, line.unit, line.start_ms, line.step_ms, values)
    thinned = []
    for first in range(0, len(values), every):
        some = [value for value in values[first : first + every] if value is not None]
        thinned.append(max(some) if some else None)
    return Series(line.name, line.unit, line.start_ms, line.step_ms * every, tuple(thinned))


def points(run: RunRecord) -> list[list[dict[str, Any]]]:
    """Return the values of the lines, panel by panel, for the crosshair."""
    return [
        [
            {
                "name": clean(line.name, 40),
                "unit": clean(line.unit, 12),
                "start": line.start_ms,
                "step": line.step_ms,
                "values": [None if value is None else round(value, 3) for value in line.values],
            }
            for line in panel.series
        ]
        for panel in panels_of(run.series)
    ]


def peaks(run: RunRecord, wall: Wall) -> list[dict[str, str]]:
    """Return the highest and last value of each line: the charts as text, for screen readers."""
    rows = []
    for panel in panels_of(run.series):
        for line in panel.series:
            values = [(value, index) for index, value in enumerate(line.values) if value is not None]
            if not values:
                continue
            high, index = max(values, key=lambda item: (item[0], -item[1]))
            write = duration if line.unit == "ms" else number
            unit = "" if line.unit == "ms" else f" {clean(line.unit, 12)}"
            rows.append(
                {
                    "name": clean(line.name, 40),
                    "highest": f"{write(high)}{unit}",
                    "when": wall.time(line.start_ms + index * line.step_ms),
                    "last": f"{write(values[-1][0])}{unit}",
                }
            )
    return rows
