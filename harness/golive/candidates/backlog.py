"""The door of a candidate that stands still: who comes waits there, as at a port whose program was stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from golive.sim import Environment
from golive.wire.messages import Notice
from golive.wire.wire import Deliver

PATIENCE_MS = 10_000
"""How long a sender of notices waits before it goes away and tries again later. A shopper's own patience is the
checkout's affair."""

Answered = Callable[[int | None], None]


class Door:
    """`deliver` is where notices go once it is opened again."""

    def __init__(self, env: Environment, deliver: Deliver) -> None:
        self._env = env
        self._deliver = deliver
        self._waiting: dict[int, Callable[[], None]] = {}
        self._visitors = 0

    def knock(self, notice: Notice, answered: Answered) -> None:
        """A notice waits until the door opens, or its sender has waited long enough."""
        number = self.wait(partial(self._deliver, notice, answered))

        def go_away(number: int) -> None:
            if self._waiting.pop(number, None) is not None:
                answered(None)

        self._env.after(PATIENCE_MS, go_away, number)

    def wait(self, enter: Callable[[], None]) -> int:
        """Somebody waits until the door opens, however long; the number in the queue."""
        self._visitors += 1
        self._waiting[self._visitors] = enter
        return self._visitors

    def open(self) -> None:
        """Everybody who is still there comes in, one after the other."""
        waiting, self._waiting = self._waiting, {}
        for enter in waiting.values():
            enter()
