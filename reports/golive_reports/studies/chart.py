"""A chart of a study as inline SVG that stretches: positions in per cent, text and strokes in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup, escape

from golive.record.studies import DURATION, Axis, Chart, Line
from golive_reports.studies.values import shown
from golive_reports.words.text import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, clean

_PLOT, _HEAD, _FOOT = 220, 44, 40
_UNITS = 1000
_TICKS = 8
_MOST_LINES = 12
_SPANS_MS = (
    *(step * SECOND_MS for step in (1, 2, 5, 10, 15, 30)),
    *(step * MINUTE_MS for step in (1, 2, 5, 10, 15, 30)),
    *(step * HOUR_MS for step in (1, 2, 3, 6, 12)),
    *(step * DAY_MS for step in (1, 2, 7, 14, 30, 90, 365)),
)


class Scale:
    """An axis from the lowest value or zero to the highest, with round ticks."""

    def __init__(self, axis: Axis, values: list[float]) -> None:
        self.axis = axis
        low, high = min([0.0, *values]), max([0.0, *values])
        self.step = _step(axis, high - low)
        self.low = math.floor(low / self.step) * self.step
        self.high = max(math.ceil(high / self.step) * self.step, self.low + self.step)

    def at(self, value: float) -> float:
        """Return the place of a value from 0 to 1, clipped to the axis."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def ticks(self) -> list[float]:
        """Return the values with a label."""
        count = round((self.high - self.low) / self.step)
        return [self.low + at * self.step for at in range(count + 1)]


def _step(axis: Axis, span: float) -> float:
    least = span / _TICKS
    if axis.unit == DURATION:
        return float(next((step for step in _SPANS_MS if step >= least), _SPANS_MS[-1]))
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= least)


def drawn(chart: Chart) -> Markup:
    """Return the chart; all its texts are escaped."""
    lines = chart.lines[:_MOST_LINES]
    points = [point for line in lines for point in line.points]
    x = Scale(chart.x, [at for at, _ in points if math.isfinite(at)])
    y = Scale(chart.y, [value for _, value in points if value is not None and math.isfinite(value)])
    parts = [*_levels(y), *_ticks(x), *_marks(chart, x), *_legend(chart, lines)]
    parts.append(
        f'<svg x="0" y="{_HEAD}" width="100%" height="{_PLOT}" viewBox="0 0 {_UNITS} {_PLOT}" '
        'preserveAspectRatio="none">'
    )
    for place, line in enumerate(lines):
        parts += _line(line, place, x, y)
    parts.append("</svg>")
    says = escape(f"{clean(chart.title)}: {clean(chart.y.name)} over {clean(chart.x.name)}")
    return Markup(
        f'<svg class="study-chart" width="100%" height="{_HEAD + _PLOT + _FOOT}" role="img" '
        f'aria-label="{says}">{"".join(parts)}</svg>'
    )


def _levels(y: Scale) -> Iterator[str]:
    for value in y.ticks():
        at = _HEAD + (1 - y.at(value)) * _PLOT
        zero = " zero" if value == 0 else ""
        yield f'<line class="level{zero}" x1="0" x2="100%" y1="{at:.1f}" y2="{at:.1f}"/>'
        if value != y.low or value < 0:
            text = escape(shown(round(value, 6), y.axis.unit))
            yield f'<text class="level-name" x="100%" y="{at - 4:.1f}" text-anchor="end">{text}</text>'


def _ticks(x: Scale) -> Iterator[str]:
    floor = _HEAD + _PLOT
    for value in x.ticks():
        at = x.at(value) * 100
        anchor = "start" if at < 3 else "end" if at > 97 else "middle"
        text = escape(shown(round(value, 6), x.axis.unit))
        yield f'<line class="tick" x1="{at:.3f}%" x2="{at:.3f}%" y1="{_HEAD}" y2="{floor}"/>'
        yield f'<text x="{at:.3f}%" y="{floor + 16}" text-anchor="{anchor}">{text}</text>'
    yield f'<text x="50%" y="{floor + 34}" text-anchor="middle">{escape(clean(x.axis.name, 80))}</text>'


_NAME_PERCENT, _ROW = 12, 15
"""The width that the name of a mark takes, in percent of the chart, and the height of a row of names in pixels."""


def _marks(chart: Chart, x: Scale) -> Iterator[str]:
    row, before = 0, -math.inf
    for name, value in chart.marks[:8]:
        at = x.at(value) * 100
        row = row + 1 if at - before < _NAME_PERCENT else 0
        before = at
        side = ' text-anchor="end" dx="-4"' if at > 75 else ' dx="4"'
        yield f'<line class="phase" x1="{at:.3f}%" x2="{at:.3f}%" y1="{_HEAD - 6}" y2="{_HEAD + _PLOT}"/>'
        top = _HEAD + 12 + row * _ROW
        yield f'<text class="phase-name" x="{at:.3f}%" y="{top}"{side}>{escape(clean(name, 40))}</text>'


def _legend(chart: Chart, lines: tuple[Line, ...]) -> Iterator[str]:
    yield f'<text y="14">{escape(clean(chart.y.name, 80))}</text>'
    yield '<text y="32">'
    for place, line in enumerate(lines):
        gap = ' dx="14"' if place else ""
        yield f'<tspan class="key c{place % 6}"{gap}>{"●◆▲■"[place % 4]} </tspan>'
        yield f"<tspan>{escape(clean(line.name, 60))}</tspan>"
    yield "</text>"


def _line(line: Line, place: int, x: Scale, y: Scale) -> Iterator[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in line.points:
        if value is None or not math.isfinite(value) or not math.isfinite(at):
            runs.append([])
        else:
            runs[-1].append((x.at(at) * _UNITS, (1 - y.at(value)) * _PLOT))
    found = [run for run in runs if run]
    path = "".join("M" + "L".join(f"{h:.1f} {v:.1f}" for h, v in run) for run in found if len(run) > 1)
    yield f'<path class="line c{place % 6} d{place % 4}" d="{path}"/>'
    dots = "".join(f"M{run[0][0]:.1f} {run[0][1]:.1f}h0.01" for run in found if len(run) == 1)
    if dots:
        yield f'<path class="line dots c{place % 6}" d="{dots}"/>'
