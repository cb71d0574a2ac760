"""The live clock: simulated time follows the machine's, `speed` times as fast.

The only module of the project that reads real time. All state is touched by the clock's own thread; other
threads hand in work with `submit`, which wakes the selector through the loop's own pipe.
"""

from __future__ import annotations

import selectors
import time

from harness.clocks.loop import Clock, Environment, SimLoop, SimSelector

_LONGEST_WAIT_S = 0.5
"""Ctrl-C and signals are served at least this often."""


class _WaitingSelector(SimSelector):
    def __init__(self, env: Environment, speed: float) -> None:
        super().__init__(env)
        self._speed_ms = speed * 1000
        self._start_ms = env.now_ms()
        self._started_s = time.monotonic()

    def clock_ms(self) -> float:
        return self._start_ms + (time.monotonic() - self._started_s) * self._speed_ms

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        env = self.env
        if timeout is not None and timeout <= 0:
            self._catch_up()
            return super().select(0)
        deadline = self.deadline(timeout)
        while True:
            self._catch_up()
            now_ms = self.clock_ms()
            if self.loop.has_ready() or env.now_ms() >= deadline:
                return super().select(0)
            wake_ms = min(deadline, env.peek())
            wait_s = min(max(0.0, (wake_ms - now_ms) / self._speed_ms), _LONGEST_WAIT_S)
            events = super().select(wait_s)
            if events:
                self._catch_up()
                return events

    def _catch_up(self) -> None:
        """Let everything happen that is due by now, each at its own instant."""
        env = self.env
        now_ms = int(self.clock_ms())
        while env.due(now_ms):
            env.step()
        env.advance(now_ms)


class LiveClock(Clock):
    """Real time, scaled. `speed` 60 plays an hour in a minute."""

    name = "live"

    def __init__(self, start_ms: int, speed: float = 1.0) -> None:
        self.speed = speed
        self.env = Environment(initial_time=start_ms)
        self.loop = SimLoop(_WaitingSelector(self.env, speed))
