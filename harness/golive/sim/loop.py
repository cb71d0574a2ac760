"""One event loop for the simulated world and asyncio candidates.

simpy owns time. The loop's selector, where an ordinary one would block in the kernel until the next timer,
lets the simpy environment run instead. Whether that happens at once (virtual) or when the moment has come
(live) is the only difference between the two clocks, and it is decided in `select` alone.
"""

from __future__ import annotations

import asyncio
import heapq
import selectors
from collections.abc import Callable, Sized
from contextlib import suppress
from heapq import heappop, heappush
from math import ceil, inf, nextafter
from typing import Any, ClassVar

import simpy
from simpy.events import NORMAL

from golive.sim.interrupt import Interrupt, interrupts_told_apart

SPIN_LIMIT = 200_000
"""Turns of the loop without any passing of time after which a candidate counts as stuck."""


_STOPPED = "Event loop stopped before Future completed."
"""The message of asyncio where the loop ends before what it runs."""


class CandidateSpins(Exception):
    """The candidate keeps the loop busy at one instant of the clock."""


class LoopStopped(Exception):
    """The candidate called `loop.stop()`."""


class Environment(simpy.Environment):
    """A simpy environment in integer milliseconds that a clock may move ahead between events."""

    _now: int
    _queue: Any

    def after(self, delay_ms: int, act: Callable[[Any], object], what: Any) -> None:
        """Call `act(what)` in `delay_ms`: a timeout at a fifth of the cost, for frequent use."""
        heappush(self._queue, (self._now + delay_ms, NORMAL, next(self._eid), (act, what)))

    def ended(self, value: Any) -> simpy.Event:
        """An event that ends now, with this value."""
        return self.event().succeed(value)

    def play(self, until_ms: float, enough: Sized) -> bool:
        """Process events due by `until_ms`; True if stopped early because `enough` is no longer empty."""
        queue, step = self._queue, super().step
        while queue and (due := queue[0])[0] <= until_ms:
            event = due[3]
            if type(event) is tuple:
                heappop(queue)
                self._now = due[0]
                event[0](event[1])
            else:
                step()
            if enough:
                return True
        return False

    def step(self) -> None:
        """Process the next event. Raises simpy's EmptySchedule where there is none."""
        if self._queue and type(self._queue[0][3]) is tuple:
            self._now, _, _, (act, what) = heappop(self._queue)
            act(what)
        else:
            super().step()

    def advance(self, to_ms: int) -> None:
        """Let time pass up to `to_ms`; never backwards, never beyond the next event."""
        if to_ms > self._now:
            self._now = to_ms

    def now_ms(self) -> int:
        """The simulated time, in ms since the Unix epoch."""
        return self._now


class SimSelector(selectors.DefaultSelector):
    """The common part of both clocks: conversion of the loop's timeout to simulated milliseconds."""

    watch: ClassVar[Callable[[int | None], None] | None] = None
    """Called with the simulated time in ms before and after time passes, and with None when a clock is closed.

    One per process.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__()
        self.env = env
        self.loop: SimLoop

    def turned(self) -> None:
        """All that is to be done at this instant is done, or another instant has come."""
        watch = SimSelector.watch
        if watch is not None:
            watch(self.env.now_ms())

    def deadline(self, timeout: float | None) -> float:
        """The simulated instant in ms at which a wait of `timeout` seconds ends; infinite for None."""
        if timeout is None:
            return float("inf")
        return self.env.now_ms() + max(1, ceil(timeout * 1000 - 0.001))


class SimLoop(asyncio.SelectorEventLoop):
    """An asyncio loop on simulated time (`loop.time()` in seconds, as asyncio requires)."""

    def __init__(self, selector: SimSelector) -> None:
        super().__init__(selector)
        selector.loop = self
        self._env = selector.env
        # asyncio fires a timer when it is due within the clock's resolution; ours ticks in milliseconds.
        self._clock_resolution = 0.0005
        self._ready: Any
        self._scheduled: Any
        self._held_s = 0.0

    def time(self) -> float:
        """The simulated time in seconds since the Unix epoch."""
        return self._env.now_ms() / 1000

    @property
    def ready(self) -> Sized:
        """The callbacks that asyncio has to run before time may pass."""
        ready: Sized = self._ready
        return ready

    def hold_timers(self, until_s: float) -> None:
        """Postpone all timers due before `until_s`, also those set from now on: their owner is paused.

        They keep their order, at instants that differ by the smallest float step.
        """
        self._held_s = until_s
        self.call_at = self._call_later_than_held  # type: ignore[method-assign,assignment]
        for handle in sorted(self._scheduled, key=lambda handle: handle._when):
            if handle._when > until_s:
                break
            handle._when = until_s
            until_s = nextafter(until_s, inf)
        heapq.heapify(self._scheduled)

    def release_timers(self) -> None:
        """From now on timers fire when they are due. Safe to repeat."""
        self.__dict__.pop("call_at", None)

    def _call_later_than_held(
        self, when: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        return super().call_at(max(when, self._held_s), callback, *args, context=context)


class Clock:
    """The time of one run: simpy environment, asyncio loop, and conversions between them."""

    name: str
    env: Environment
    loop: SimLoop
    on_exit: Callable[[SystemExit | KeyboardInterrupt | LoopStopped], None] | None = None
    """Called where a background task raised one of these, which asyncio lets out of the loop, or stopped the loop."""

    def now(self) -> int:
        """The simulated time, in ms since the Unix epoch."""
        return self.env.now_ms()

    def run(self, main: Any) -> Any:
        """Run a coroutine to its end on this clock; if the world fails meanwhile, it is ended too."""
        task = self.loop.create_task(main)
        asyncio._unregister_task(task)  # a candidate that cancels all tasks means its own
        try:
            with interrupts_told_apart():
                return self._complete(task)
        except BaseException:
            if not task.done():
                task.cancel()
                with suppress(Exception, asyncio.CancelledError):
                    self.loop.run_until_complete(task)
            raise

    def _complete(self, task: asyncio.Task[Any]) -> Any:
        while True:
            try:
                return self.loop.run_until_complete(task)
            except (SystemExit, KeyboardInterrupt) as error:
                if self.on_exit is None or task.done() or isinstance(error, Interrupt):
                    raise
                self.on_exit(error)
            except RuntimeError as error:
                if self.on_exit is None or task.done() or str(error) != _STOPPED:
                    raise
                self.on_exit(LoopStopped("it stopped the event loop"))

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
        """Close the loop. Safe to repeat."""
        if not self.loop.is_closed():
            self.loop.close()
        if SimSelector.watch is not None:
            SimSelector.watch(None)
