"""The backlog of a paused candidate: what arrives waits there, as in the listen queue of a stopped process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from golive.sim import Environment
from golive.wire.messages import Notice
from golive.wire.notice_delivery import Deliver

NOTICE_TIMEOUT_MS = 10_000
"""How long a sender of notices waits for an answer before it gives up the attempt. How long a shopper waits is the
checkout's own setting."""

Answered = Callable[[int | None], None]


class Backlog:
    """`deliver` is where notices go when the backlog is drained."""

    def __init__(self, env: Environment, deliver: Deliver) -> None:
        self._env = env
        self._deliver = deliver
        self._waiting: dict[int, Callable[[], None]] = {}
        self._count = 0

    def deliver(self, notice: Notice, answered: Answered) -> None:
        """Keep a notice until the backlog is drained, or its sender gives up."""
        number = self.add(partial(self._deliver, notice, answered))

        def give_up(number: int) -> None:
            if self._waiting.pop(number, None) is not None:
                answered(None)

        self._env.after(NOTICE_TIMEOUT_MS, give_up, number)

    def add(self, handle: Callable[[], None]) -> int:
        """Keep a call until the backlog is drained; returns its number in the queue."""
        self._count += 1
        self._waiting[self._count] = handle
        return self._count

    def drain(self) -> None:
        """Handle everything that still waits, in the order of arrival."""
        waiting, self._waiting = self._waiting, {}
        for handle in waiting.values():
            handle()
