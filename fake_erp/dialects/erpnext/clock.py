"""Times of a site, which are in its time zone, UTC, and without an offset."""

from __future__ import annotations

from functools import lru_cache

from fake_erp.times import instant_of_text, instant_text


@lru_cache(maxsize=16_384)
def stamp(instant_ms: int) -> str:
    """A datetime with six digits after the second.

    >>> stamp(1_764_306_000_001)
    '2025-11-28 05:00:00.001000'
    """
    text = instant_text(instant_ms)
    return f"{text[:10]} {text[11:23]}000"


@lru_cache(maxsize=16_384)
def day(instant_ms: int) -> str:
    """A date.

    >>> day(1_764_306_000_001)
    '2025-11-28'
    """
    return instant_text(instant_ms)[:10]


def instant(value: object) -> int | None:
    """Milliseconds of a date or datetime; None for anything else."""
    return instant_of_text(value.strip()) if isinstance(value, str) else None
