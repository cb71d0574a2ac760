"""The line on which the shop asks the candidate something while a shopper waits. It has no second attempt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import simpy

from fake_magento.hooks import Answer
from harness.clocks import Environment
from harness.wire import LINK_MS


@dataclass(frozen=True, slots=True)
class HookCall:
    """One question: which hook, its body, and how long the shopper is kept waiting, in ms."""

    number: int
    name: str
    body: dict[str, Any]
    timeout_ms: int


Answerer = Callable[[HookCall, Callable[[Answer], None]], None]
"""Puts a question to the candidate; the callback takes its answer, None where nobody could be reached."""


class HookLine:
    """Carries questions. A candidate that never registers is not asked; one that is gone cannot be reached."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._answerer: Answerer | None = None
        self._is_registered = False
        self._numbers = 0

    def register(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._is_registered = True

    def disconnect(self) -> None:
        """The candidate is down. It stays registered, as the shop knows nothing of that."""
        self._answerer = None

    def ask(self, name: str, body: dict[str, Any], timeout_ms: int) -> simpy.Event | None:
        """The event ends with the answer, or with None: at once when nobody is there, else after the timeout."""
        if not self._is_registered:
            return None
        self._numbers += 1
        call = HookCall(self._numbers, name, body, timeout_ms)
        done = self._env.event()

        def settle(answer: Answer) -> None:
            if not done.triggered:
                done.succeed(answer)

        self._after(LINK_MS, lambda: self._put(call, settle))
        self._after(timeout_ms, lambda: settle(None))
        return done

    def _put(self, call: HookCall, settle: Callable[[Answer], None]) -> None:
        if self._answerer is None:
            settle(None)
        else:
            self._answerer(call, lambda answer: self._after(LINK_MS, lambda: settle(answer)))

    def _after(self, delay_ms: int, act: Callable[[], object]) -> None:
        timeout = self._env.timeout(delay_ms)
        assert timeout.callbacks is not None

        def on_time(_: simpy.Event) -> None:
            act()

        timeout.callbacks.append(on_time)
