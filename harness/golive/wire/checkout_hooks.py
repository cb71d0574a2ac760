"""The line on which the shop asks the candidate something while a shopper waits. It has no second attempt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import simpy

from fake_magento.events.checkout_hooks import Answer
from golive.sim import Environment
from golive.wire.ask import Line


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
    """Carries questions. A candidate that never registers is not asked; one that is gone cannot be reached, as the
    shop knows nothing of that."""

    def __init__(self, env: Environment) -> None:
        self._line: Line[HookCall, Answer] = Line(env, None)
        self._is_registered = False
        self._numbers = 0

    def register(self, answerer: Answerer) -> None:
        self._line.register(answerer)
        self._is_registered = True

    def disconnect(self) -> None:
        self._line.disconnect()

    def ask(self, name: str, body: dict[str, Any], timeout_ms: int) -> simpy.Event | None:
        """The event ends with the answer, or with None: at once when nobody is there, else after the timeout."""
        if not self._is_registered:
            return None
        self._numbers += 1
        return self._line.ask(HookCall(self._numbers, name, body, timeout_ms), timeout_ms)
