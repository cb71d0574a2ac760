"""Maintenance: times at which the system is away on purpose, and how it says so.

The page of the `html` answer has the shape and the words of the proxy in front of such systems (the 503 of Apache
httpd); the client behind it is lucky when it reads the status and not the body.
"""

from __future__ import annotations

from collections.abc import Sequence

from fake_erp.access.config import Window
from fake_erp.errors import UnderMaintenance
from fake_erp.model import Now
from fake_erp.schedules import Schedule

PAGE = """\
<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>503 Service Unavailable</title>
</head><body>
<h1>Service Unavailable</h1>
<p>The server is temporarily unable to service your
request due to maintenance downtime or capacity
problems. Please try again later.</p>
</body></html>
"""


class Maintenance:
    """The maintenance windows of an installation, on its clock."""

    def __init__(self, now: Now, windows: Sequence[Window] = (), offset_ms: int = 0) -> None:
        self._now = now
        self._opened_ms = opened_ms = now()
        self.windows = tuple((each, each.begins.schedule(opened_ms, offset_ms)) for each in windows)

    def refuse_if_away(self) -> None:
        """Raises UnderMaintenance while the system is away."""
        now = self._now()
        for window, schedule in self.windows:
            left_ms = self._left_ms(window, schedule, now)
            if left_ms > 0:
                raise _away(left_ms, window)

    def left_ms(self) -> int:
        """How long the system is still away; 0 while it is there."""
        now = self._now()
        return max([0, *(self._left_ms(window, schedule, now) for window, schedule in self.windows)])

    def _left_ms(self, window: Window, schedule: Schedule, now: int) -> int:
        begun_ms = schedule.since(now)
        if begun_ms is None or (begun_ms <= self._opened_ms and not window.begins.local):
            return 0
        return begun_ms + window.lasts_ms - now

    def next_ms(self) -> int | None:
        """When the system next goes away; None for never again."""
        now = self._now()
        return min((at for _, each in self.windows if (at := each.after(now)) is not None), default=None)


def _away(left_ms: int, window: Window) -> UnderMaintenance:
    left_s = -(-left_ms // 1000)
    details = {"retry_after_s": left_s} if window.tells_wait else {}
    page = PAGE if window.answer == "html" else ""
    return UnderMaintenance("the system is down for maintenance; nothing was done", None, details, page)
