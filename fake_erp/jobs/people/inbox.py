"""Inboxes of clerks: documents that changed since the last look, and when each is dealt with."""

from __future__ import annotations

from typing import TypeVar

from fake_erp.chance import between
from fake_erp.channels.feed import Feed
from fake_erp.jobs.installation import Installation
from fake_erp.model import Changing
from fake_erp.schedules import Hours, Schedule

MINUTE_MS = 60_000
LOOKS_EVERY_MS = 5 * MINUTE_MS
RowT = TypeVar("RowT", bound=Changing)
PAGE = 1000


def fetch(erp: Installation, feed: Feed[RowT], name: str) -> list[RowT]:
    """The rows of a feed that changed since the last call with this name. The cursor is kept in the diary."""
    found: list[RowT] = []
    place, more = f"{name}.cursor", True
    while more:
        rows, cursor, more = feed.page(erp.diary.get(place, 0), PAGE)
        erp.diary[place] = cursor
        found += rows
    return found


def next_look(erp: Installation, hours: Hours) -> int:
    """The next look in ms since the epoch: every five minutes during working hours."""
    at_ms = Schedule(erp.opened_ms, LOOKS_EVERY_MS).after(erp.now())
    assert at_ms is not None
    return hours.opening(at_ms, erp.config.finance.utc_offset_ms)


def due_ms(
    erp: Installation, hours: Hours, within: tuple[int, int] | None, since_ms: int, *address: object
) -> int:
    """When a document received at `since_ms` is dealt with: after `within` in working time, drawn by its address."""
    least, most = within or (0, 0)
    work_ms = between(least, most, erp.salt, *address)
    return hours.later(since_ms, work_ms, erp.config.finance.utc_offset_ms)


def taken(desk: dict[str, int], now_ms: int) -> list[str]:
    """Remove and return the numbers that are due."""
    due = [number for number, at_ms in desk.items() if at_ms <= now_ms]
    for number in due:
        del desk[number]
    return due
