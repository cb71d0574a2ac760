"""Between the threads of a server, which may wait, and the clock's thread, which must not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from waitress.channel import ClientDisconnected

from golive.sim import Clock


class _Waiter:
    """One thread that waits for one answer. A bare lock is the cheapest way to wake it."""

    __slots__ = ("_lock", "answer")

    def __init__(self) -> None:
        self.answer: Any = None
        self._lock = threading.Lock()
        self._lock.acquire()

    def wake(self, answer: Any) -> None:
        """Called once by the clock's thread, or at the end by who closes."""
        self.answer = answer
        if self._lock.locked():
            self._lock.release()

    def wait(self) -> None:
        self._lock.acquire()


class Handover:
    """Puts questions to the clock's thread and waits for the answers; `close` lets everybody go."""

    def __init__(self, clock: Clock) -> None:
        self._submit = clock.submit
        self._waiting: dict[_Waiter, None] = {}
        self._is_closed = False

    def ask(self, question: Callable[[], Any]) -> Any:
        """Call `question` on the clock's thread and wait for its result, which must not be None.

        Raises ClientDisconnected, which makes the server drop the connection without a byte, when the run has
        ended.
        """
        waiter = _Waiter()
        self._waiting[waiter] = None
        try:
            if self._is_closed:
                raise ClientDisconnected
            self._submit(lambda: waiter.wake(question()))
            waiter.wait()
        except RuntimeError:  # the loop is closed: no answer will come
            raise ClientDisconnected from None
        finally:
            del self._waiting[waiter]
        if waiter.answer is None:
            raise ClientDisconnected
        return waiter.answer

    def close(self) -> None:
        """Let all waiting threads go, with nothing."""
        self._is_closed = True
        for waiter in list(self._waiting):
            waiter.wake(None)
