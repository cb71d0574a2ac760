"""The charts of a run as one inline SVG: all panels share one time axis, fault windows are shaded through all.

Horizontal positions are percentages of the time axis, vertical ones pixels, so the drawing fills its container
while text and lines keep their size. Lines are in nested drawings that stretch.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from golive.record.run import Band, RunRecord, Series
from golive_reports.run.panels import Panel, panels_of
from golive_reports.words.local_time import Wall
from golive_reports.words.text import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, brief, clean, number

_STEPS_MS = (
    *(step * SECOND_MS for step in (1, 2, 5, 10, 15, 30)),
    *(step * MINUTE_MS for step in (1, 2, 5, 10, 15, 30)),
    *(step * HOUR_MS for step in (1, 2, 3, 6, 12)),
    *(step * DAY_MS for step in (1, 2, 7, 14, 30, 90, 365, 3650)),
)
_MOST_TICKS = 11
_MOST_ROWS = 10
_MOST_BANDS = 200
_PLOT, _HEAD, _GAP, _ROW, _AXIS = 104, 26, 22, 22, 26
_UNITS = 1000
"""Width of a stretching drawing in its own units."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The time axis from `start_ms` to `end_ms`."""

    start_ms: int
    end_ms: int
    wall: Wall

    @property
    def span_ms(self) -> int:
        """The length of the axis, at least 1."""
        return max(self.end_ms - self.start_ms, 1)

    def at(self, ms: float) -> float:
        """Return the position of an instant in per cent, clipped to the axis."""
        return min(max((ms - self.start_ms) * 100 / self.span_ms, 0.0), 100.0)

    def ticks(self) -> list[int]:
        """Return round local times inside the axis, at most about `_MOST_TICKS`."""
        step = next((step for step in _STEPS_MS if self.span_ms / step <= _MOST_TICKS), _STEPS_MS[-1])
        first = -(-(self.start_ms + self.wall.offset_ms) // step) * step - self.wall.offset_ms
        return list(range(first, self.end_ms + 1, step))[: 4 * _MOST_TICKS]

    def label(self, ms: int) -> str:
        """Return the text of a tick: a day on long axes, else a time of the needed precision."""
        if self.span_ms > 2 * DAY_MS and (ms + self.wall.offset_ms) % DAY_MS == 0:
            return self.wall.day(ms)[-5:]
        return self.wall.time(ms) if self.span_ms < 10 * MINUTE_MS else self.wall.minute(ms)


def chart(run: RunRecord, wall: Wall) -> Markup:
    """Return the whole drawing; empty when the run measured nothing over time."""
    panels = panels_of(run.series)
    if not panels:
        return Markup("")
    axis = Axis(run.start_ms, max(run.end_ms, run.start_ms + 1), wall)
    rows = _rows(run.windows)
    top = _AXIS + _ROW * len(rows) + (8 if rows else 0) + (_ROW if run.phases else 0)
    height = top + len(panels) * (_HEAD + _PLOT + _GAP) + _AXIS - 12
    floor = height - _AXIS
    parts = [
        *_shades(run, axis, top, floor),
        *_grid(axis, floor),
        *_phases(run, axis, _AXIS, floor),
        *_gantt(rows, axis, _AXIS + (_ROW if run.phases else 0)),
    ]
    for index, panel in enumerate(panels):
        parts += _panel(panel, index, axis, top + index * (_HEAD + _PLOT + _GAP))
    cross = f'<line id="cross" x1="0" x2="0" y1="{_AXIS - 8}" y2="{floor}" visibility="hidden"/>'
    says = f"{len(panels)} charts over the time of the run: " + ", ".join(panel.title for panel in panels)
    return Markup(
        f'<svg id="chart" width="100%" height="{height}" role="img" aria-label="{escape(says)}">'
        f"{_HATCH}{''.join(parts)}{cross}</svg>"
    )


_HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" class="hatch-ground"/><rect width="1.4" height="7" class="hatch-line"/>'
    "</pattern></defs>"
)


def _rows(windows: Sequence[Band]) -> list[list[Band]]:
    """Group the windows by fault, one row each."""
    rows: dict[str, list[Band]] = {}
    for band in windows[:_MOST_BANDS]:
        rows.setdefault(band.label, []).append(band)
    return list(rows.values())[:_MOST_ROWS]


def _shades(run: RunRecord, axis: Axis, top: int, floor: int) -> Iterator[str]:
    for band in run.windows[:_MOST_BANDS]:
        left, right = axis.at(band.start_ms), axis.at(band.end_ms)
        if right > left:
            yield (
                f'<rect class="shade" x="{left:.3f}%" width="{right - left:.3f}%" y="{top}" '
                f'height="{floor - top}"/>'
            )


def _grid(axis: Axis, floor: int) -> Iterator[str]:
    for index, ms in enumerate(axis.ticks()):
        x = axis.at(ms)
        minor = " minor" if index % 2 else ""
        anchor = ' text-anchor="start"' if x < 3 else ' text-anchor="end"' if x > 97 else ""
        text = escape(axis.label(ms))
        yield f'<line class="tick" x1="{x:.3f}%" x2="{x:.3f}%" y1="{_AXIS - 8}" y2="{floor}"/>'
        for y in (12, floor + 16):
            yield f'<text class="time{minor}" x="{x:.3f}%" y="{y}"{anchor}>{text}</text>'


def _phases(run: RunRecord, axis: Axis, top: int, floor: int) -> Iterator[str]:
    for band in run.phases[:12]:
        x = axis.at(band.start_ms)
        if 0 < x < 100:
            yield f'<line class="phase" x1="{x:.3f}%" x2="{x:.3f}%" y1="{top}" y2="{floor}"/>'
        yield (
            f'<text class="phase-name" x="{x:.3f}%" dx="{4 if x > 0 else 0}" y="{top + 13}">'
            f"{escape(clean(band.label, 24))}</text>"
        )


def _gantt(rows: Sequence[Sequence[Band]], axis: Axis, top: int) -> Iterator[str]:
    for index, bands in enumerate(rows):
        y = top + index * _ROW
        for band in bands:
            left, right = axis.at(band.start_ms), axis.at(band.end_ms)
            times = f"{axis.wall.time(band.start_ms)} to {axis.wall.time(band.end_ms)}"
            yield (
                f'<rect class="fault-bar" x="{left:.3f}%" width="{max(right - left, 0.25):.3f}%" y="{y + 3}" '
                f'height="15" rx="3"><title>{escape(clean(band.label, 60))}, {times}</title></rect>'
            )
        yield _gantt_label(bands, axis, y + 15)


def _gantt_label(bands: Sequence[Band], axis: Axis, y: int) -> str:
    left = min(axis.at(band.start_ms) for band in bands)
    right = max(axis.at(band.end_ms) for band in bands)
    name = escape(clean(bands[0].label, 40))
    if right < 72:
        return f'<text class="fault-name" x="{right:.3f}%" dx="6" y="{y}">{name}</text>'
    if left > 28:
        return f'<text class="fault-name" x="{left:.3f}%" dx="-6" y="{y}" text-anchor="end">{name}</text>'
    return f'<text class="fault-name inside" x="{left:.3f}%" dx="6" y="{y}">{name}</text>'


def _panel(panel: Panel, index: int, axis: Axis, top: int) -> Iterator[str]:
    low, high = panel.range()
    floor = top + _HEAD + _PLOT
    yield f'<text class="panel" y="{top + 14}"><tspan class="panel-title">{escape(panel.title)}</tspan>'
    for place, series in enumerate(panel.series):
        yield (
            f'<tspan class="key c{place % 6}" dx="14">{"●◆▲■"[place % 4]} </tspan>'
            f"<tspan>{escape(clean(series.name, 40))}</tspan>"
            f'<tspan class="value" dx="5" data-panel="{index}" data-series="{place}"></tspan>'
        )
    yield "</text>"
    for value in _levels(low, high, panel.unit):
        y = floor - (value - low) * _PLOT / (high - low)
        zero = " zero" if value == 0 else ""
        yield f'<line class="level{zero}" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        if value != low or low < 0:
            text = escape(_written(value, panel.unit))
            yield f'<text class="level-name" x="100%" y="{y - 4:.1f}" text-anchor="end">{text}</text>'
    yield (
        f'<svg x="0" y="{top + _HEAD - 2}" width="100%" height="{_PLOT + 4}" '
        f'viewBox="0 -2 {_UNITS} {_PLOT + 4}" preserveAspectRatio="none">'
    )
    for place, series in enumerate(panel.series):
        yield from _line(series, place, axis, low, high, filled=len(panel.series) == 1)
    yield "</svg>"


def _written(value: float, unit: str) -> str:
    return brief(value) if unit == "ms" else number(value)


def _levels(low: float, high: float, unit: str) -> tuple[float, ...]:
    """Return the values of the level lines; counts get none at a half."""
    if low < 0 < high:
        return low, 0.0, high
    middle = (low + high) / 2
    return (low, high) if unit != "ms" and not middle.is_integer() else (low, middle, high)


def _line(series: Series, place: int, axis: Axis, low: float, high: float, filled: bool) -> Iterator[str]:
    runs = _runs(series, axis, low, high)
    zero = _PLOT + low * _PLOT / (high - low)
    if filled:
        area = "".join(
            f"M{points[0][0]:.1f} {zero:.1f}L{_joined(points)}L{points[-1][0]:.1f} {zero:.1f}Z"
            for points in runs
        )
        yield f'<path class="area c{place % 6}" d="{area}"/>'
    path = "".join(f"M{_joined(points)}" for points in runs if len(points) > 1)
    yield f'<path class="line c{place % 6} d{place % 4}" d="{path}"/>'
    if dots := "".join(f"M{_joined(points)}h0.01" for points in runs if len(points) == 1):
        yield f'<path class="line dots c{place % 6}" d="{dots}"/>'


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _runs(series: Series, axis: Axis, low: float, high: float) -> list[list[tuple[float, float]]]:
    """Return the line in drawing units, split where nothing was measured."""
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(series.values):
        ms = series.start_ms + (index + 0.5) * series.step_ms
        if value is None or not math.isfinite(value):
            runs.append([])
        elif axis.start_ms <= ms <= axis.end_ms + series.step_ms:
            x = axis.at(ms) * _UNITS / 100
            runs[-1].append((x, _PLOT - (value - low) * _PLOT / (high - low)))
    return [points for points in runs if points]
