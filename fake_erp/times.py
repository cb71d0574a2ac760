"""Instants as text: ISO 8601 in UTC with milliseconds outside, integer milliseconds inside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MINUTE_MS = 60_000
_EARLIEST_MS = 0
_LATEST_MS = 4_102_444_800_000
_LONGEST = 40


@lru_cache(maxsize=4096)
def _minute_text(minute: int) -> str:
    return (_EPOCH + timedelta(minutes=minute)).isoformat()[:17]


@lru_cache(maxsize=16_384)
def instant_text(instant_ms: int) -> str:
    """An instant as ISO 8601 text in UTC.

    >>> instant_text(1_764_306_000_000)
    '2025-11-28T05:00:00.000Z'
    """
    minute, ms = divmod(instant_ms, _MINUTE_MS)
    digits = str(ms).zfill(5)
    return f"{_minute_text(minute)}{digits[:2]}.{digits[2:]}Z"


@lru_cache(maxsize=16_384)
def instant_of_text(text: str) -> int | None:
    """Milliseconds since the epoch of an ISO 8601 date or date and time, UTC where it names no offset.

    None when it is not one, or lies outside 1970 to 2099.
    """
    if len(text) > _LONGEST:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    instant_ms = (instant - _EPOCH) // _MILLISECOND
    return instant_ms if _EARLIEST_MS <= instant_ms < _LATEST_MS else None
