"""One event loop on which the simulated world and asyncio candidates live together.

simpy owns time. The loop's selector, where an ordinary one would block in the kernel until the next timer,
lets the simpy environment run instead. Whether that happens at once (virtual) or when the moment has come
(live) is the only difference between the two clocks, and it is decided in `select` alone.
"""

from __future__ import annotations

import asyncio
import heapq
import selectors
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from typing import Any

import simpy

SPIN_LIMIT = 200_000
"""Turns of the loop without any passing of time after which a candidate counts as stuck."""


class CandidateSpins(Exception):
    """The candidate keeps the loop busy for ever at one instant of the clock."""


class Environment(simpy.Environment):
    """A simpy environment in integer milliseconds that a clock may move ahead between events."""

    _now: int

    def advance(self, to_ms: int) -> None:
        """Let time pass up to `to_ms`; never backwards, never beyond the next event."""
        if to_ms > self._now:
            self._now = to_ms

    def now_ms(self) -> int:
        return self._now

    def due(self, by_ms: float) -> bool:
        queue = self._queue
        return bool(queue) and queue[0][0] <= by_ms


class SimSelector(selectors.DefaultSelector):
    """What both clocks share: the wait in milliseconds that a loop's `timeout` in seconds means."""

    def __init__(self, env: Environment) -> None:
        super().__init__()
        self.env = env
        self.loop: SimLoop

    def deadline(self, timeout: float | None) -> float:
        if timeout is None:
            return float("inf")
        return self.env.now_ms() + max(1, ceil(timeout * 1000 - 0.001))


class SimLoop(asyncio.SelectorEventLoop):
    """An asyncio loop whose time is the simulation's (`loop.time()` is in seconds, as asyncio wants)."""

    def __init__(self, selector: SimSelector) -> None:
        super().__init__(selector)
        selector.loop = self
        self._env = selector.env
        # asyncio fires a timer when it is due within the clock's resolution; ours ticks in milliseconds.
        self._clock_resolution = 0.0005
        self._ready: Any
        self._scheduled: Any

    def time(self) -> float:
        return self._env.now_ms() / 1000

    def has_ready(self) -> bool:
        """Whether asyncio has callbacks to run before time may pass."""
        return bool(self._ready)

    def hold_timers(self, until_s: float) -> None:
        """What is to wake before `until_s` wakes then, in the same order: whoever set the alarm stands still."""
        for handle in self._scheduled:
            handle._when = max(handle._when, until_s)
        heapq.heapify(self._scheduled)


class Clock:
    """Time for one run: the simpy environment, the loop, and how to wait on either from the other."""

    name: str
    env: Environment
    loop: SimLoop

    def now(self) -> int:
        return self.env.now_ms()

    def run(self, main: Any) -> Any:
        """Run a coroutine to its end on this clock; if the world fails meanwhile, it is ended too."""
        task = self.loop.create_task(main)
        try:
            return self.loop.run_until_complete(task)
        except BaseException:
            if not task.done():
                task.cancel()
                with suppress(Exception, asyncio.CancelledError):
                    self.loop.run_until_complete(task)
            raise

    async def until(self, at_ms: int) -> None:
        """Wait for the instant `at_ms`; returns at once when it has passed."""
        delay = at_ms - self.env.now_ms()
        if delay > 0:
            await self.future(self.env.timeout(delay))

    def future(self, event: simpy.Event) -> asyncio.Future[Any]:
        """An asyncio future that ends as the simpy event does: with its value, or with what it failed with."""
        future: asyncio.Future[Any] = self.loop.create_future()

        def settle(done: simpy.Event) -> None:
            value: Any = done.value
            if not done.ok:
                done.defused = True
            if future.done():
                return
            if done.ok:
                future.set_result(value)
            else:
                future.set_exception(value)

        if event.callbacks is None:
            settle(event)
        else:
            event.callbacks.append(settle)
        return future

    def submit(self, call: Callable[[], object]) -> None:
        """From any thread: have `call` run on the clock's own thread, now."""
        self.loop.call_soon_threadsafe(call)

    def close(self) -> None:
        if not self.loop.is_closed():
            self.loop.close()
