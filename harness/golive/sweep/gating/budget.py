"""The limit of real time of many runs together."""

from __future__ import annotations

from collections.abc import Callable

from golive.sim.live import machine_s


class Budget:
    """`limit_s` seconds of real time from now on; None for no limit. `now` is the machine's time in seconds.

    No run is started that would exceed the limit if it took as long as the longest one until then, except the first.
    A run that was started is finished.
    """

    def __init__(self, limit_s: float | None = None, now: Callable[[], float] = machine_s) -> None:
        self.limit_s = limit_s
        self._now = now
        self._began_s = now()
        self._has_begun = False
        self.took_s: dict[str, float] = {}
        """The real time of each run that is over, by the name of its folder."""

    def spent(self, folder: str, took_s: float) -> None:
        """Take note of a run that is over."""
        self.took_s[folder] = took_s

    def takes_another(self, turns: int = 1) -> bool:
        """Whether another run may start, or that many one after the other."""
        if not self._has_begun:
            self._has_begun = True
            return True
        longest_s = max(self.took_s.values(), default=0.0)
        return self.limit_s is None or self._now() - self._began_s + turns * longest_s < self.limit_s
