"""Recurring times as written in a scenario: timetables and working hours.

The same conventions as in `golive.keys.value_kinds`. Their meaning on a calendar is in `fake_erp.schedules`.
"""

from __future__ import annotations

import re

from fake_erp.schedules import ALL_DAYS, WEEK_MS, Hours, Moments, daily, every, once, weekly
from golive.keys.value_kinds import (
    DAY_MS,
    DURATION_RANGE,
    HOUR_MS,
    MINUTE_MS,
    SPAN,
    Kind,
    Range,
    parse_duration,
    parse_rate,
    pattern,
    require,
    show_duration,
    show_number,
)

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_DAY = "|".join(DAYS)
_SHORT_DAY = "|".join(day[:3] for day in DAYS)


def _of_day(text: str) -> int:
    """`22:00` in milliseconds after midnight."""
    return int(text[:2]) * HOUR_MS + int(text[3:]) * MINUTE_MS


def _clock(after_midnight_ms: int) -> str:
    hours, minutes = divmod(after_midnight_ms // MINUTE_MS, 60)
    return f"{hours:02}:{minutes:02}"


def parse_moments(text: str) -> Moments:
    """Parses `daily 05:00`, `weekly` (Sunday 22:00), `weekly sunday 22:00`, `every 6h`, `after 3h`."""
    word, _, rest = text.partition(" ")
    if word == "daily":
        return daily(_of_day(require(_CLOCK, rest, "write daily and a time such as 05:00")[0]))
    if word == "weekly":
        found = require(rf"({_DAY}) ({_CLOCK})", rest or "sunday 22:00", "write weekly, a day and a time")
        return weekly(DAYS.index(found[1]), _of_day(found[2]))
    if word not in ("every", "after"):
        raise ValueError("")
    duration_ms = parse_duration(rest)
    if duration_ms == 0:
        raise ValueError("it must be longer than 0s")
    return every(duration_ms) if word == "every" else once(duration_ms)


def show_moments(moments: Moments) -> str:
    """A timetable as `parse_moments` reads it."""
    if not moments.local:
        word, duration_ms = ("every", moments.every_ms) if moments.every_ms else ("after", moments.at_ms)
        return f"{word} {show_duration(duration_ms)}"
    if moments.every_ms == WEEK_MS:
        weekday, after_midnight_ms = divmod(moments.at_ms, DAY_MS)
        return f"weekly {DAYS[weekday]} {_clock(after_midnight_ms)}"
    return f"daily {_clock(moments.at_ms)}"


MOMENTS = Kind(
    "timetable",
    "a timetable such as daily 05:00, weekly sunday 22:00, every 6h or after 3h",
    parse_moments,
    show_moments,
    pattern(rf"daily {_CLOCK}", rf"weekly(?: (?:{_DAY}) {_CLOCK})?", rf"(?:every|after) {SPAN}"),
)


def parse_hours(text: str) -> Hours:
    """Parses `always`, `08:00..18:00`, `mon..fri 08:00..18:00` or `sat 09:00..13:00`."""
    if text == "always":
        return Hours()
    found = re.fullmatch(rf"(?:({_SHORT_DAY})(?:\.\.({_SHORT_DAY}))? )?({_CLOCK})\.\.({_CLOCK}|24:00)", text)
    if found is None:
        raise ValueError("")
    days: tuple[int, ...] = ALL_DAYS
    if found[1]:
        first = _weekday(found[1])
        last = _weekday(found[2] or found[1])
        days = tuple(day % 7 for day in range(first, first + (last - first) % 7 + 1))
    return Hours(_of_day(found[3]), _of_day(found[4]), tuple(sorted(days)))


def show_hours(hours: Hours) -> str:
    """Working hours as `parse_hours` reads them."""
    if hours == Hours():
        return "always"
    times = f"{_clock(hours.opens_ms)}..{_clock(hours.closes_ms)}"
    return times if hours.days == ALL_DAYS else f"{_days(hours.days)} {times}"


def _days(days: tuple[int, ...]) -> str:
    """The run of days, which may go over the end of the week."""
    first = next(day for day in days if (day - 1) % 7 not in days)
    last = (first + len(days) - 1) % 7
    names = [DAYS[day][:3] for day in (first, last)]
    return names[0] if first == last else "..".join(names)


def _weekday(short: str) -> int:
    return next(at for at, day in enumerate(DAYS) if day.startswith(short))


HOURS = Kind(
    "working hours",
    "hours such as always, 08:00..18:00 or mon..fri 08:00..18:00",
    parse_hours,
    show_hours,
    pattern("always", rf"(?:(?:{_SHORT_DAY})(?:\.\.(?:{_SHORT_DAY}))? )?{_CLOCK}\.\.(?:{_CLOCK}|24:00)"),
)


def _pair(text: str) -> tuple[int, int]:
    found = DURATION_RANGE.parse(text)
    return found.low, found.high


DELAY: Kind[tuple[int, int]] = Kind(
    DURATION_RANGE.name,
    DURATION_RANGE.expected,
    _pair,
    lambda pair: DURATION_RANGE.show(Range(*pair)),
    DURATION_RANGE.schema,
)


def _per_hour(text: str) -> float:
    return parse_rate(text).per_hour


PER_HOUR: Kind[float] = Kind(
    "rate",
    "a rate such as 90/h or 20/s",
    _per_hour,
    lambda rate: f"{show_number(rate)}/h",
    pattern(r"[0-9]{1,12}(?:\.[0-9]{1,20})?/[smhd]"),
)
