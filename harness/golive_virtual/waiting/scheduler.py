"""The threads of the program, of which one runs at a time, and the simulated time they wait in.

A thread that waits hands the turn to the next one that is ready, in the order in which they became ready. When none is,
the turn goes to golive.
"""

from __future__ import annotations

import _thread
import gc
import heapq
import select
from collections import deque
from itertools import count
from math import ceil
from typing import Protocol

GLANCES = 500
"""Looks at the clock, lines of output, or attempts that do not wait, at one instant; then a little time passes."""
LONGEST_STEP_MS = 1000
STEPS = 16
"""A program that only polls lets a millisecond pass, then ever more: a sixteenth of the time it has polled for."""

_new_gate = _thread.allocate_lock
_new_poll = select.poll
_ALWAYS = select.POLLERR | select.POLLHUP | select.POLLNVAL


def hold_collections() -> bool:
    """Hold back collections of garbage, so that no finaliser of the program waits in the middle of a change here.

    Returns whether there were any, for `let_collect`.
    """
    collects = gc.isenabled()
    gc.disable()
    return collects


def let_collect(collects: bool) -> None:
    """End what `hold_collections` began."""
    if collects:
        gc.enable()


class Thread:
    """A thread of the program. It runs when its gate is opened."""

    __slots__ = ("gate", "is_done", "joining")

    def __init__(self) -> None:
        self.gate = _new_gate()
        self.gate.acquire()
        self.is_done = False
        self.joining: list[Wait] = []


class Wait:
    """One thread waiting once, up to an instant in ms (None: for ever), or for descriptors `(fd, events)`."""

    __slots__ = ("deadline_ms", "descriptors", "is_over", "is_woken", "thread")

    def __init__(self, deadline_ms: int | None, descriptors: tuple[tuple[int, int], ...] = ()) -> None:
        self.deadline_ms = deadline_ms
        self.descriptors = descriptors
        self.is_over = False
        self.is_woken = False
        self.thread: Thread


class Host(Protocol):
    """The side of golive."""

    def pump(self) -> None:
        """Move bytes between connections and golive, as far as they can be moved without waiting."""

    def turn(self, wake_ms: int | None) -> int:
        """Hand the turn to golive until `wake_ms` or until something happens; returns the new instant in ms."""


class Scheduler:
    """All state of the virtual threads. Every method is called by the thread that runs."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.current = Thread()
        self.main = self.current
        self._host: Host
        self._ready: deque[Thread] = deque()
        self._timers: list[tuple[int, int, Wait]] = []
        self._watching: dict[Wait, None] = {}
        self._numbers = count()
        self._glances = 0
        self._polled_ms = 0
        self._collects = True

    def connect(self, host: Host, now_ms: int) -> None:
        """Set the side of golive and the present instant."""
        self._host, self.now_ms = host, now_ms

    def deadline(self, seconds: float | None) -> int | None:
        """The instant in ms that is so many seconds away, rounded up; None for no limit."""
        if seconds is None:
            return None
        return self.now_ms + max(0, ceil(min(seconds, 1e12) * 1000 - 1e-6))

    # -- waiting -----------------------------------------------------------------------------------------

    def pause(self, wait: Wait, collects: bool | None = None) -> bool:
        """Let the thread that runs wait; returns whether it was woken before its deadline.

        `collects` is what `hold_collections` returned to the caller; None where it was not called.
        """
        if collects is None:
            collects = hold_collections()
        self._polled_ms = 0
        wait.thread = self.current
        if wait.deadline_ms is not None:
            heapq.heappush(self._timers, (wait.deadline_ms, next(self._numbers), wait))
        if wait.descriptors:
            self._watching[wait] = None
        self._switch(collects)
        return wait.is_woken

    def wake(self, wait: Wait, is_woken: bool = True) -> bool:
        """End a wait, and let its thread run in its turn; False when it had ended before."""
        if wait.is_over:
            return False
        wait.is_over, wait.is_woken = True, is_woken
        self._watching.pop(wait, None)
        self._ready.append(wait.thread)
        return True

    def sleep(self, seconds: float) -> None:
        """Let so much simulated time pass for the thread that runs; 0 lets the others run first."""
        deadline_ms = self.deadline(seconds)
        if deadline_ms == self.now_ms:
            self.glance()
            collects = hold_collections()
            self._ready.append(self.current)
            self._switch(collects)
        else:
            self.pause(Wait(deadline_ms))

    def wait_for(self, descriptors: tuple[tuple[int, int], ...], deadline_ms: int | None) -> bool:
        """Wait until one of the descriptors is ready; False when the deadline passed before."""
        if deadline_ms is not None and deadline_ms <= self.now_ms:
            self.glance()
            return False
        return self.pause(Wait(deadline_ms, descriptors))

    def glance(self) -> None:
        """Count a look at the clock or an attempt; a program that only polls lets a little time pass."""
        self._glances += 1
        if self._glances >= GLANCES:
            self._glances = 0
            step_ms = max(1, min(LONGEST_STEP_MS, self._polled_ms // STEPS))
            polled_ms = self._polled_ms + step_ms
            self.pause(Wait(self.now_ms + step_ms))
            self._polled_ms = polled_ms

    # -- threads -----------------------------------------------------------------------------------------

    def add(self, thread: Thread) -> None:
        """Let a new thread run in its turn."""
        self._ready.append(thread)

    def leave(self, thread: Thread) -> None:
        """The thread that runs ends: the turn goes to another one."""
        self._collects = hold_collections()
        thread.is_done = True
        for wait in thread.joining:
            self.wake(wait)
        following = self.current = self._next()
        following.gate.release()

    def join(self, thread: Thread, deadline_ms: int | None) -> bool:
        """Wait until a thread has ended; False when the deadline passed before."""
        if thread.is_done:
            return True
        wait = Wait(deadline_ms)
        collects = hold_collections()
        if thread.is_done:
            let_collect(collects)
            return True
        thread.joining.append(wait)
        return self.pause(wait, collects)

    def _switch(self, collects: bool) -> None:
        """Give the turn away and wait for it. Collections are held back until a thread begins its turn."""
        own, self._collects = self.current, collects
        following = self.current = self._next()
        if following is not own:
            following.gate.release()
            own.gate.acquire()
        self.begin_turn()

    def begin_turn(self) -> None:
        """Called by a thread that has got the turn."""
        let_collect(self._collects)

    def _next(self) -> Thread:
        """The thread that runs next; golive has the turn while there is none."""
        while True:
            if self._watching:
                self._look()
            if self._ready:
                return self._ready.popleft()
            self._host.pump()
            if self._watching:
                self._look()
            if not self._ready and not self._expire():
                self._forward(self._host.turn(self._timers[0][0] if self._timers else None))

    def _forward(self, now_ms: int) -> None:
        if now_ms != self.now_ms:
            self.now_ms, self._glances = now_ms, 0
        self._expire()

    def _expire(self) -> bool:
        """Wake the threads whose deadline has come; whether there were any."""
        timers, found = self._timers, False
        while timers and (timers[0][2].is_over or timers[0][0] <= self.now_ms):
            found = self.wake(heapq.heappop(timers)[2], False) or found
        return found

    def _look(self) -> None:
        """Wake the threads whose descriptors are ready."""
        masks: dict[int, int] = {}
        for wait in self._watching:
            for descriptor, events in wait.descriptors:
                masks[descriptor] = masks.get(descriptor, 0) | events
        poll = _new_poll()
        for descriptor, events in masks.items():
            poll.register(descriptor, events)
        ready = dict(poll.poll(0))
        if ready:
            for wait in list(self._watching):
                if any(ready.get(each, 0) & (events | _ALWAYS) for each, events in wait.descriptors):
                    self.wake(wait)


SCHEDULER = Scheduler()
"""The scheduler of this process."""
