"""The live clock: simulated time follows the machine's, `speed` times as fast.

The only module of the project that reads real time. All state is touched by the clock's own thread; other
threads hand in work with `submit`, which wakes the selector through the loop's own pipe.
"""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from golive.sim.durations import Durations
from golive.sim.loop import Clock, Environment, SimLoop, SimSelector

_LONGEST_WAIT_S = 0.5
"""Ctrl-C and signals are served at least this often."""
_LOOK_EVERY_S = 0.5


class Part(Protocol):
    """What lives in real time on the clock's thread, such as a server."""

    def look(self) -> None:
        """Called about twice a second of real time. It must not raise."""

    def end(self) -> None:
        """Called when the clock is closed."""


def machine_ms() -> int:
    """The machine's own time, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def machine_s() -> float:
    """Seconds of the machine's steady clock, for measuring how long something took."""
    return time.monotonic()


class _WaitingSelector(SimSelector):
    def __init__(self, env: Environment, speed: float) -> None:
        super().__init__(env)
        self.lags = Durations()
        """How late things happened, in ms of the run."""
        self._anchor_ms: float = env.now_ms()
        self._anchored_s = time.monotonic()
        self._speed_ms = speed * 1000
        self.parts: dict[Part, None] = {}
        self._look_at_s = self._anchored_s

    def anchor(self, speed: float) -> None:
        """From here on simulated time passes `speed` times as fast as real time."""
        self._anchor_ms = self.env.now_ms()
        self._anchored_s = time.monotonic()
        self._speed_ms = speed * 1000

    def clock_ms(self) -> float:
        return self._anchor_ms + (time.monotonic() - self._anchored_s) * self._speed_ms

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        env = self.env
        if timeout is not None and timeout <= 0:
            self._look()
            self._catch_up()
            return super().select(0)
        deadline = self.deadline(timeout)
        while True:
            self.turned()
            self._catch_up()
            now_ms = self.clock_ms()
            if self.loop.ready or env.now_ms() >= deadline:
                return super().select(0)
            wake_ms = min(deadline, env.peek())
            wait_s = min(max(0.0, (wake_ms - now_ms) / self._speed_ms), _LONGEST_WAIT_S)
            events = super().select(wait_s)
            self._look()
            if events:
                self._catch_up()
                return events

    def _look(self) -> None:
        now_s = time.monotonic()
        if now_s >= self._look_at_s:
            self._look_at_s = now_s + _LOOK_EVERY_S
            for part in list(self.parts):
                part.look()

    def _catch_up(self) -> None:
        """Let everything happen that is due by now, each at its own instant."""
        env = self.env
        now_ms = int(self.clock_ms())
        due_ms = env.peek()
        if due_ms <= now_ms:
            self.lags.add(now_ms - due_ms)
        env.play(now_ms, ())
        env.advance(now_ms)


class LiveClock(Clock):
    """Real time, scaled. `speed` 60 plays an hour in a minute.

    `is_automatic`: the speed may still be changed before the candidate starts.
    """

    name = "live"

    def __init__(self, start_ms: int, speed: float = 1.0, is_automatic: bool = False) -> None:
        self.speed = speed
        self.is_automatic = is_automatic
        self.env = Environment(initial_time=start_ms)
        self._selector = _WaitingSelector(self.env, speed)
        self.loop = SimLoop(self._selector)
        self._handed: deque[Callable[[], object]] = deque()
        self._is_signalled = False

    @property
    def lags(self) -> Durations:
        """How late things happened, in ms of the run."""
        return self._selector.lags

    def run(self, main: Any) -> Any:
        """Run a coroutine to its end; what was built before took no time."""
        self.restart()
        return super().run(main)

    def idle(self) -> None:
        """Let time pass no faster than real time, until `restart`: a candidate is on its way up."""
        self._selector.anchor(min(self.speed, 1.0))

    def restart(self) -> None:
        """Let time pass at full speed from the present instant on; lags are counted from here."""
        self._selector.anchor(self.speed)
        self._selector.lags = Durations()

    def jump(self, by_ms: int) -> None:
        """On the clock's own thread: let `by_ms` pass at once, and everything that is due in them happen."""
        env = self.env
        target_ms = env.now_ms() + by_ms
        env.play(target_ms, ())
        env.advance(target_ms)
        self.restart()

    def attach(self, part: Part) -> None:
        """From any thread: look after this part until `detach`, and end it with the clock."""
        self._selector.parts[part] = None

    def detach(self, part: Part) -> None:
        """From any thread: no longer look after this part. Safe to repeat."""
        self._selector.parts.pop(part, None)

    def close(self) -> None:
        """End what is attached and close the loop. Safe to repeat."""
        for part in list(self._selector.parts):
            part.end()
        super().close()

    def submit(self, call: Callable[[], object]) -> None:
        """From any thread: have `call` run on the clock's own thread, now; one wake-up serves many calls.

        Raises RuntimeError when the loop is closed.
        """
        self._handed.append(call)
        if not self._is_signalled:
            self._is_signalled = True
            try:
                self.loop.call_soon_threadsafe(self._take)
            except RuntimeError:
                self._is_signalled = False
                raise

    def _take(self) -> None:
        self._is_signalled = False  # first: what is handed in from now on needs a signal of its own
        handed = self._handed
        try:
            while handed:
                handed.popleft()()
        finally:
            if handed:
                self.loop.call_soon(self._take)
