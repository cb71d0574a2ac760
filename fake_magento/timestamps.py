"""Magento's timestamps: `YYYY-MM-DD HH:MM:SS`, UTC, whole seconds.

Internally instants are integer milliseconds since 1970.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Stamps(dict[int, str]):
    """Second to text, cached."""

    def __missing__(self, second: int) -> str:
        if len(self) > 50_000:
            self.clear()
        minute, rest = divmod(second, 60)
        text = self[second] = f"{_minute(minute)}:{rest:02d}"
        return text


@lru_cache(maxsize=4096)
def _minute(minute: int) -> str:
    return datetime.fromtimestamp(minute * 60, UTC).strftime("%Y-%m-%d %H:%M")


_STAMPS = _Stamps()


def stamp(time_ms: int) -> str:
    """`2026-03-02 09:41:40`, as the REST API and the database print an instant."""
    return _STAMPS[time_ms // 1000]


def iso(time_ms: int) -> str:
    """`2026-03-02T09:41:40.213Z`, as CloudEvents prints an instant."""
    second, millisecond = divmod(time_ms, 1000)
    return f"{_STAMPS[second].replace(' ', 'T')}.{millisecond:03d}Z"


@lru_cache(maxsize=4096)
def parse(text: str) -> int | None:
    """Seconds since 1970 of a date, or a date and time, as MySQL parses it.

    Text behind the seconds (fractions, zones) is ignored. None for a text that is no date.
    """
    head = text.strip()[:19].replace("T", " ").replace("/", "-")
    for length, form in ((19, "%Y-%m-%d %H:%M:%S"), (16, "%Y-%m-%d %H:%M"), (10, "%Y-%m-%d")):
        try:
            moment = datetime.strptime(head[:length].strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return int((moment - _EPOCH).total_seconds())
    return None
