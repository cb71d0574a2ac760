"""Wall-clock times in the UTC offset of the scenario's start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from golive.record.run import RunRecord
from golive_reports.words.text import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NO_TIME = "--:--:--"


@dataclass(frozen=True, slots=True)
class Wall:
    """The conversion of epoch milliseconds to local times; `offset_ms` is added to UTC."""

    offset_ms: int = 0

    @classmethod
    def of(cls, run: RunRecord) -> Wall:
        """Return the offset in the scenario's `clock.start`; UTC where there is none."""
        clock = run.scenario.get("clock")
        start = clock.get("start") if isinstance(clock, dict) else None
        try:
            offset = datetime.fromisoformat(start).utcoffset() if isinstance(start, str) else None
        except ValueError:
            offset = None
        return cls(0 if offset is None else round(offset.total_seconds() * SECOND_MS))

    @property
    def zone(self) -> str:
        """`UTC+01:00`, or `UTC`."""
        if not self.offset_ms:
            return "UTC"
        minutes = abs(self.offset_ms) // MINUTE_MS
        return f"UTC{'+' if self.offset_ms > 0 else '-'}{minutes // 60:02d}:{minutes % 60:02d}"

    def time(self, ms: int) -> str:
        """Return `09:12:05`."""
        of_day = (ms + self.offset_ms) % DAY_MS
        return f"{of_day // HOUR_MS:02d}:{of_day % HOUR_MS // MINUTE_MS:02d}:{of_day % MINUTE_MS // SECOND_MS:02d}"

    def minute(self, ms: int) -> str:
        """Return `09:12`."""
        return self.time(ms)[:5]

    def day(self, ms: int) -> str:
        """Return `Fri 2025-11-28`."""
        local = self._local(ms)
        return _NO_TIME if local is None else f"{_DAYS[local.weekday()]} {local:%Y-%m-%d}"

    def stamp(self, ms: int) -> str:
        """Return `Fri 2025-11-28 09:12:05`."""
        return _NO_TIME if self._local(ms) is None else f"{self.day(ms)} {self.time(ms)}"

    def _local(self, ms: int) -> datetime | None:
        try:
            zone = timezone(timedelta(milliseconds=self.offset_ms)) if self.offset_ms else UTC
            return datetime.fromtimestamp(ms // SECOND_MS, zone)
        except (OverflowError, ValueError, OSError):
            return None
