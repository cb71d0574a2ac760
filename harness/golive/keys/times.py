"""Values of time: instants, times of day, windows of the traffic.

The same conventions as in `golive.keys.value_kinds`: a parser raises ValueError with a hint and reads the output of its
printer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from golive.keys.schema_patterns import FORWARDS, NOT_EMPTY
from golive.keys.value_kinds import (
    DECIMAL,
    SPAN,
    Kind,
    parse_duration,
    parse_share,
    pattern,
    require,
    show_duration,
    show_share,
)

_OFFSET = rf"(?:{SPAN}|{DECIMAL}%)"
_INSTANT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time and the UTC offset it was written in: the scenario's local calendar."""

    epoch_ms: int
    offset_ms: int


def parse_instant(text: str) -> Instant:
    """Parses an ISO 8601 date and time with a UTC offset, in the years 1970 to 2200."""
    require(
        _INSTANT, text, "" if "+" in text or text.endswith("Z") else "add the offset, such as +01:00 or Z"
    )
    try:
        moment = datetime.fromisoformat(text)
        offset = moment.utcoffset() or timedelta()
        since_epoch = moment - datetime(1970, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError) as why:
        raise ValueError(str(why)) from why
    if not 1970 <= moment.year <= 2200:
        raise ValueError("the year must be from 1970 to 2200")
    return Instant(since_epoch // timedelta(milliseconds=1), offset // timedelta(milliseconds=1))


def show_instant(instant: Instant) -> str:
    """An instant in ISO 8601 with its own offset; milliseconds only where they are not 0."""
    zone = timezone(timedelta(milliseconds=instant.offset_ms))
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant.epoch_ms)
    precision = "milliseconds" if instant.epoch_ms % 1000 else "seconds"
    return moment.astimezone(zone).isoformat(timespec=precision)


@dataclass(frozen=True, slots=True)
class Offset:
    """A moment of the traffic: milliseconds after its start, or a share of its duration."""

    amount: float
    is_share: bool = False

    def at_ms(self, duration_ms: int) -> int:
        """Milliseconds after the start of a traffic of that duration."""
        return round(self.amount * duration_ms) if self.is_share else int(self.amount)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the traffic: `3h..4h`, `20%..35%`, or `5h` without an end (`end` is None)."""

    start: Offset
    end: Offset | None = None

    def resolve(self, duration_ms: int) -> tuple[int, int]:
        """Start and end in ms after the start of the traffic. Raises ValueError if it is not inside the traffic."""
        start_ms = self.start.at_ms(duration_ms)
        end_ms = duration_ms if self.end is None else self.end.at_ms(duration_ms)
        lasts = show_duration(duration_ms)
        if start_ms >= duration_ms:
            raise ValueError(f"it starts after the traffic, which lasts {lasts} (clock.duration)")
        if end_ms > duration_ms:
            raise ValueError(f"it ends after the traffic, which lasts {lasts} (clock.duration)")
        if start_ms >= end_ms:
            raise ValueError("the start must lie before the end")
        return start_ms, end_ms


def _parse_offset(text: str) -> Offset:
    if text.endswith("%"):
        return Offset(parse_share(text), is_share=True)
    return Offset(parse_duration(text))


def _show_offset(offset: Offset) -> str:
    return show_share(offset.amount) if offset.is_share else show_duration(int(offset.amount))


def parse_window(text: str) -> Window:
    """Parses `3h..4h`, `20%..35%` or `5h`, which has no end."""
    start, dots, end = text.partition("..")
    return Window(_parse_offset(start), _parse_offset(end) if dots else None)


def show_window(window: Window) -> str:
    """A window as `parse_window` reads it."""
    start = _show_offset(window.start)
    return start if window.end is None else f"{start}..{_show_offset(window.end)}"


INSTANT = Kind(
    "instant",
    "a date and time with offset such as 2025-11-28T06:00:00+01:00",
    parse_instant,
    show_instant,
    pattern(_INSTANT),
)
MOMENT = Kind(
    "moment",
    "a moment such as 5h or 20%",
    parse_window,
    show_window,
    pattern(_OFFSET),
)
WINDOW = Kind(
    "window",
    "a window such as 3h..4h, 20%..35% or 5h (from then on)",
    parse_window,
    show_window,
    pattern(rf"{_OFFSET}(?:\.\.{_OFFSET})?"),
)
WINDOW_IN_ORDER = replace(
    WINDOW,
    expected=f"{WINDOW.expected}, the earlier end first",
    schema=pattern(rf"{_OFFSET}(?:\.\.{_OFFSET})?", unless=FORWARDS + NOT_EMPTY),
)
"""For schemas: a window that `resolve` would refuse whatever the traffic lasts is refused where that can be seen."""


def local_clock(at_ms: int | None, offset_ms: int) -> str:
    """Return `HH:MM:SS` of an instant, in ms since 1970, at an offset from UTC; `never` for None."""
    if at_ms is None:
        return "never"
    return datetime.fromtimestamp((at_ms + offset_ms) / 1000, UTC).strftime("%H:%M:%S")
