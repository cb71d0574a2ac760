"""The clock of one system, which may be wrong: the world's time and how far the system's clock is off."""

from __future__ import annotations

from collections.abc import Callable


class SystemClock:
    """Called, it gives the system's time in ms since the Unix epoch; `steady` gives the world's.

    Dates, expiries and filters of the system follow its time. Durations follow `steady`, as those of a machine follow
    its monotonic clock.
    """

    def __init__(self, steady: Callable[[], int]) -> None:
        self.steady = steady
        self.by_ms = 0

    def __call__(self) -> int:
        """The system's time, in ms."""
        return self.steady() + self.by_ms
