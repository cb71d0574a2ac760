"""Posting periods: the months of the books, each open until somebody closes it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from fake_erp.model import Emit

DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=4096)
def _period_of_day(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()[:7]


def period_of(instant_ms: int) -> str:
    """The posting period an instant falls into, such as `2025-11` (months of UTC)."""
    return _period_of_day(instant_ms // DAY_MS)


class Calendar:
    """Which periods are closed. Emits `erp.period.closed` and `erp.period.opened`."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._closed: dict[str, None] = {}
        self.enforced = True

    def close(self, period: str) -> None:
        """Nothing more may be posted into `period` (`2025-11`). Closing a closed period changes nothing."""
        _check_name(period)
        if period not in self._closed:
            self._closed[period] = None
            self._emit("erp.period.closed", {"period": period}, {})

    def open(self, period: str) -> None:
        """Open a closed period again; opening an open one changes nothing."""
        _check_name(period)
        if period in self._closed:
            del self._closed[period]
            self._emit("erp.period.opened", {"period": period}, {})

    @property
    def closed(self) -> list[str]:
        return list(self._closed)

    def is_closed(self, instant_ms: int) -> bool:
        """Never, while the house does not enforce its periods."""
        return self.enforced and bool(self._closed) and period_of(instant_ms) in self._closed


def _check_name(period: str) -> None:
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        first = None
    if first is None or len(period) != 7:
        raise ValueError(f"a posting period is a month such as 2025-11, got {period!r}")
