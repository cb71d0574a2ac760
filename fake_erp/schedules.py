"""When something happens again and again: moments in milliseconds since the epoch, and the hours people work.

A local calendar is a fixed offset from UTC, worked into these values by their maker.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.accounting.posting_periods import DAY_MS

WEEK_MS = 7 * DAY_MS
_MONDAY_MS = 4 * DAY_MS
"""The first Monday after the epoch."""
ALL_DAYS: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Schedule:
    """At `at_ms` and, where `every_ms` is not 0, every so often before and after it."""

    at_ms: int
    every_ms: int = 0

    def after(self, now_ms: int) -> int | None:
        """The first moment later than `now_ms`; None when the only one is over."""
        if not self.every_ms:
            return self.at_ms if self.at_ms > now_ms else None
        return now_ms + self.every_ms - (now_ms - self.at_ms) % self.every_ms

    def since(self, now_ms: int) -> int | None:
        """The last moment at or before `now_ms`; None when the first is still to come."""
        if not self.every_ms:
            return self.at_ms if self.at_ms <= now_ms else None
        return now_ms - (now_ms - self.at_ms) % self.every_ms


@dataclass(frozen=True, slots=True)
class Moments:
    """A schedule as people say it, before it is known when the ERP opens and how far local time is ahead of UTC.

    `local` ones follow the calendar: `at_ms` is after local midnight, or that of Monday where they come
    every week. The others count from when the ERP opens.
    """

    at_ms: int
    every_ms: int = 0
    local: bool = False

    def schedule(self, opened_ms: int, offset_ms: int) -> Schedule:
        """`offset_ms` is what local clocks are ahead of UTC."""
        if self.local:
            return Schedule(_MONDAY_MS + self.at_ms - offset_ms, self.every_ms)
        return Schedule(opened_ms + self.at_ms, self.every_ms)


def daily(after_midnight_ms: int) -> Moments:
    """Every day at a local time."""
    return Moments(after_midnight_ms, DAY_MS, local=True)


def weekly(weekday: int, after_midnight_ms: int) -> Moments:
    """Every week on a day (Monday is 0) at a local time."""
    return Moments(weekday * DAY_MS + after_midnight_ms, WEEK_MS, local=True)


def every(period_ms: int) -> Moments:
    """Again and again, for the first time one period after the ERP opens."""
    return Moments(0, period_ms)


def once(after_ms: int) -> Moments:
    """One time, so long after the ERP opens."""
    return Moments(after_ms)


@dataclass(frozen=True, slots=True)
class Hours:
    """When people are at work: on these days (Monday is 0) from `opens_ms` to `closes_ms` after midnight.

    A day that closes before it opens goes on past midnight. The default is always.
    """

    opens_ms: int = 0
    closes_ms: int = DAY_MS
    days: tuple[int, ...] = ALL_DAYS

    @property
    def lasts_ms(self) -> int:
        """Time from opening to closing, past midnight if need be."""
        return self.closes_ms - self.opens_ms + (DAY_MS if self.closes_ms <= self.opens_ms else 0)

    def is_open(self, now_ms: int, offset_ms: int = 0) -> bool:
        """Whether a moment is within the hours. `offset_ms` is the local offset from UTC."""
        return self.opening(now_ms, offset_ms) <= now_ms

    def opening(self, now_ms: int, offset_ms: int = 0) -> int:
        """`now_ms` during the hours, else the moment they next begin."""
        if not self.days:
            raise ValueError("hours need at least one day of 0 to 6, got none")
        day = (now_ms + offset_ms) // DAY_MS - 1
        while True:
            begins_ms = day * DAY_MS + self.opens_ms - offset_ms
            if (day + 3) % 7 in self.days and now_ms < begins_ms + self.lasts_ms:
                return max(now_ms, begins_ms)
            day += 1

    def later(self, now_ms: int, work_ms: int, offset_ms: int = 0) -> int:
        """When something begun now is done, by people that spend `work_ms` of these hours on it."""
        at_ms = self.opening(now_ms, offset_ms)
        while True:
            since_ms = (at_ms + offset_ms - self.opens_ms) % DAY_MS
            left_ms = self.lasts_ms - since_ms
            if work_ms <= left_ms:
                return at_ms + work_ms
            work_ms -= left_ms
            at_ms = self.opening(at_ms + left_ms, offset_ms)
