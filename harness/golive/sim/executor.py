"""Executors of a coroutine on the virtual clock: their calls run one at a time, and time stands still meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sized
from typing import Any

LONGEST_S = 60.0
"""How long one call may take, in real time."""
THREAD_NAME = "golive-executor"
_LOOK_EVERY_S = 0.01


class Jobs:
    """Calls in the order in which they were made, each in a thread of its own. The order of results follows."""

    def __init__(self) -> None:
        self._waiting: deque[_Job] = deque()
        self._looks = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, future: asyncio.Future[Any], call: Callable[..., Any], args: tuple[Any, ...]) -> None:
        """Let `future` end as the call does."""
        self._waiting.append(_Job(future, call, args))

    def work(self, ready: Sized) -> None:
        """Let the first call go on in real time, to its end or until `ready` is no longer empty.

        Raises TimeoutError for one that takes too long.
        """
        job = self._waiting[0]
        job.begin()
        while job.thread.is_alive():
            job.thread.join(_LOOK_EVERY_S)
            self._looks += 1
            if self._looks * _LOOK_EVERY_S > LONGEST_S:
                raise TimeoutError
            if ready:
                return
        self._looks = 0
        self._waiting.popleft()
        job.settle()


class _Job:
    def __init__(self, future: asyncio.Future[Any], call: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)
        self._future = future
        self._call = call
        self._args = args
        self._result: Any = None
        self._error: BaseException | None = None

    def begin(self) -> None:
        if self.thread.ident is None:
            self.thread.start()

    def _run(self) -> None:
        try:
            self._result = self._call(*self._args)
        except BaseException as error:
            self._error = error

    def settle(self) -> None:
        if self._future.done():
            return
        if self._error is None:
            self._future.set_result(self._result)
        else:
            self._future.set_exception(self._error)
