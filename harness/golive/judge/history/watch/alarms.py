"""The instants at which people were alerted: alerts, and entries of the desk."""

from __future__ import annotations

from bisect import bisect_left

from golive.keys.value_kinds import MINUTE_MS


class Alarms:
    """Alerts and desk entries, the first of each minute.

    An entry about one order says little about the stock, so entries that name an order are kept apart from *general*
    alarms.
    """

    def __init__(self) -> None:
        self._general: dict[int, int] = {}
        self._orders: dict[int, int] = {}

    def general(self, at_ms: int) -> None:
        """Record an alert, or an entry that names no order."""
        self._general.setdefault(at_ms // MINUTE_MS, at_ms)

    def about_order(self, at_ms: int) -> None:
        """Record an entry about one order."""
        self._orders.setdefault(at_ms // MINUTE_MS, at_ms)

    def first_after(self, from_ms: int, *, general_only: bool = False) -> int | None:
        """Return the instant of the first alarm at or after `from_ms`, None for none; exact to the minute."""
        found = [
            at_ms
            for book in ((self._general,) if general_only else (self._general, self._orders))
            if (at_ms := _first(book, from_ms)) is not None
        ]
        return min(found, default=None)


def _first(book: dict[int, int], from_ms: int) -> int | None:
    minutes = list(book)  # facts come in order, so the keys are sorted
    at = bisect_left(minutes, from_ms // MINUTE_MS)
    if at < len(minutes) and book[minutes[at]] < from_ms:
        at += 1
    return None if at == len(minutes) else book[minutes[at]]
