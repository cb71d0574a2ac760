"""A scatter chart of columns as inline SVG: harm on the vertical axis, another figure on the horizontal one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from golive_reports.words.text import clean

_WIDTH, _HEIGHT = 560, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 16, 52, 44
_LABEL, _LETTER, _RADIUS = 13, 6.8, 5


@dataclass(frozen=True, slots=True)
class Dot:
    """One column; values are at least zero."""

    name: str
    x: float
    y: float
    is_on_front: bool


@dataclass(frozen=True, slots=True)
class LogAxis:
    """An axis from zero, linear up to `least` and logarithmic above it. `shown` writes a value.

    `rounds` are the values with a label, from low to high; those above the highest value are left out.
    """

    name: str
    least: float
    highest: float
    shown: Callable[[float], str]
    rounds: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return the place of a value from 0 to 1."""
        return self._stretched(value) / (self._stretched(max(self.highest, self.least)) or 1.0)

    def _stretched(self, value: float) -> float:
        return math.log10(1 + value / self.least)

    def ticks(self) -> list[float]:
        """Return zero and the round values that are on the axis."""
        return [0.0, *(value for value in self.rounds if value <= max(self.highest, self.least))]


def drawn(title: str, x: LogAxis, y: LogAxis, dots: Sequence[Dot]) -> Markup:
    """Return the chart; all its texts are escaped."""
    parts = [*_ground(x, y), *_front(x, y, dots), *_dots(x, y, dots)]
    return Markup(
        f'<svg class="scatter" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(clean(title, 200))}">{"".join(parts)}</svg>'
    )


def _h(axis: LogAxis, value: float) -> float:
    return _LEFT + axis.at(value) * (_WIDTH - _LEFT - _RIGHT)


def _v(axis: LogAxis, value: float) -> float:
    return _HEIGHT - _BOTTOM - axis.at(value) * (_HEIGHT - _TOP - _BOTTOM)


def _ground(x: LogAxis, y: LogAxis) -> Iterator[str]:
    floor, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for value in y.ticks():
        at = _v(y, value)
        yield f'<line class="level" x1="{_LEFT}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"/>'
        yield f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{escape(y.shown(value))}</text>'
    for value in x.ticks():
        at = _h(x, value)
        yield f'<line class="tick" x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP}" y2="{floor}"/>'
        yield f'<text x="{at:.1f}" y="{floor + 16}" text-anchor="middle">{escape(x.shown(value))}</text>'
    yield f'<text class="axis" x="{_LEFT}" y="14">{escape(y.name)}</text>'
    yield f'<text class="axis" x="{right}" y="{_HEIGHT - 8}" text-anchor="end">{escape(x.name)}</text>'


def _front(x: LogAxis, y: LogAxis, dots: Sequence[Dot]) -> Iterator[str]:
    """Yield the line through the dots that no other one beats in these two figures."""
    steps: list[Dot] = []
    for dot in sorted(dots, key=lambda dot: (dot.x, dot.y)):
        if not steps or dot.y < steps[-1].y:
            steps.append(dot)
    if len(steps) > 1:
        places = " ".join(f"{_h(x, dot.x):.1f},{_v(y, dot.y):.1f}" for dot in steps)
        yield f'<polyline class="front" points="{places}"/>'


def _dots(x: LogAxis, y: LogAxis, dots: Sequence[Dot]) -> Iterator[str]:
    """Yield every dot, and its name where it hides nothing; the title of a dot always has it."""
    places = [(dot, _h(x, dot.x), _v(y, dot.y)) for dot in sorted(dots, key=_rank)]
    taken = [Box(h - _RADIUS, v - _RADIUS, h + _RADIUS, v + _RADIUS) for _, h, v in places]
    for dot, h, v in places:
        kind = "best" if dot.is_on_front else "beaten"
        name = clean(dot.name, 40)
        yield (
            f'<circle class="{kind}" cx="{h:.1f}" cy="{v:.1f}" r="{_RADIUS}"><title>'
            f"{escape(name)}: {escape(y.shown(dot.y))}, {escape(x.shown(dot.x))}</title></circle>"
        )
        box = _free(len(name), h, v, taken)
        if box is not None:
            taken.append(box)
            yield f'<text class="{kind}" x="{box.left:.1f}" y="{box.bottom - 3:.1f}">{escape(name)}</text>'


def _rank(dot: Dot) -> tuple[bool, float, float]:
    return not dot.is_on_front, dot.y, dot.x


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @property
    def is_inside(self) -> bool:
        """Whether it lies between the axes and the edges of the chart."""
        return (
            self.left >= _LEFT
            and self.right <= _WIDTH
            and self.top >= 18
            and self.bottom <= _HEIGHT - _BOTTOM
        )


def _free(letters: int, h: float, v: float, taken: Sequence[Box]) -> Box | None:
    """Return the first place beside, above or below a dot in which its name hides nothing; None without any."""
    width = letters * _LETTER
    for row in (0, -1, 1, -2, 2, -3):
        for left in (h + 9, h - 9 - width, h - width / 2):
            top = v - _LABEL / 2 + row * _LABEL
            box = Box(left, top, left + width, top + _LABEL)
            if box.is_inside and not any(box.meets(other) for other in taken):
                return box
    return None
