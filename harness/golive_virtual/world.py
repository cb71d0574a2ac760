"""Replaces what the program would ask the machine for. Each step is before the import of what builds on it."""

from __future__ import annotations

import _thread
import select
import sys
from collections.abc import Callable
from typing import Any

from golive_virtual.frames import CLOCK, CLOSE, CONNECT, DATA, FAILED, IDLE, REFUSED, RUN, Frames
from golive_virtual.waiting import locks, polling
from golive_virtual.waiting.scheduler import SCHEDULER


def replace_primitives() -> None:
    """Locks and polling, before `threading` and `selectors` are imported."""
    thread: Any = _thread
    thread.allocate_lock = thread.allocate = thread.LockType = locks.Lock
    if hasattr(thread, "lock"):
        thread.lock = locks.Lock
    thread.RLock = locks.RLock
    poll: Any = select
    poll.select, poll.poll, poll.epoll = polling.wait_select, polling.Poll, polling.Epoll


def replace_threads() -> None:
    """`threading` and `queue`: their waits, and the threads themselves."""
    import queue
    import threading

    from golive_virtual.waiting import threads

    module: Any = threading
    module.Lock = module._allocate_lock = locks.Lock
    module._CRLock = locks.RLock
    module._start_new_thread = thread_start = threads.start_new_thread
    low: Any = _thread
    low.start_new_thread = low.start_new = thread_start
    if hasattr(low, "start_joinable_thread"):
        low.start_joinable_thread = module._start_joinable_thread = threads.start_joinable_thread
    module.Thread.join, module.Thread.is_alive = threads.join, threads.is_alive
    fifo: Any = queue
    fifo.SimpleQueue = fifo._PySimpleQueue


def replace_everywhere(replaced: dict[Callable[..., Any], Callable[..., Any]]) -> None:
    """Put functions in the place of others in every module that has them by now."""
    own = {id(old): new for old, new in replaced.items()}
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("golive_virtual"):
            continue
        for name, value in list(getattr(module, "__dict__", {}).items()):
            new = own.get(id(value))
            if new is not None:
                setattr(module, name, new)


class Golive:
    """The side of golive, as the scheduler sees it."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._network: Any = None
        self._clocks: Any = None

    def connect(self, network: Any, clocks: Any) -> None:
        """Set where bytes go to and come from, and what shows the time."""
        self._network, self._clocks = network, clocks

    def refused(self, sentence: str) -> None:
        """Note a call that was refused."""
        self._frames.send(REFUSED, 0, sentence.encode("utf-8", "replace"))

    def failed(self, why: str) -> None:
        """Note a thread that ended with an error."""
        self._frames.send(FAILED, 0, why.encode("utf-8", "replace"))

    def pump(self) -> None:
        """See `scheduler.Host`."""
        self._network.pump()

    def turn(self, wake_ms: int | None) -> int:
        """See `scheduler.Host`."""
        self._frames.send(IDLE, -1 if wake_ms is None else wake_ms)
        return self.wait()

    def wait(self) -> int:
        """Hand what has been sent to golive and wait for its next turn; returns the instant in ms."""
        import os

        try:
            self._frames.flush()
            while True:
                kind, number, content = self._frames.receive()
                if kind == RUN:
                    return number
                self._take(kind, number, content)
        except (EOFError, OSError):  # golive is gone
            os._exit(1)

    def _take(self, kind: int, number: int, content: bytes) -> None:
        if kind == DATA:
            self._network.take(number, content)
        elif kind == CLOSE:
            self._network.end(number)
        elif kind == CONNECT:
            self._network.accept(number, int(content))
        elif kind == CLOCK:
            self._clocks.skew_ms = number


def connect(golive: Golive, now_ms: int) -> None:
    """Let the scheduler hand its turns to golive."""
    SCHEDULER.connect(golive, now_ms)
