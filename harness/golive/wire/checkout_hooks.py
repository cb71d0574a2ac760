"""Questions of the checkout to the candidate, asked while a shopper waits. There is no second attempt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy

from fake_magento.events.checkout_hooks import Answer
from golive.sim import Environment
from golive.wire.ask import RequestReply
from golive.wire.messages import HookQuestion

Answerer = Callable[[HookQuestion, Callable[[Answer], None]], None]
"""Puts a question to the candidate; the callback takes its answer, None where it could not be reached."""


class CheckoutHooks:
    """Carries the questions. A candidate that never registers is not asked. One that is down is asked all the same,
    since the shop does not know, and cannot be reached.
    """

    def __init__(self, env: Environment) -> None:
        self._requests: RequestReply[HookQuestion, Answer] = RequestReply(env, None)
        self._is_registered = False
        self._numbers = 0

    def register(self, answerer: Answerer) -> None:
        self._requests.register(answerer)
        self._is_registered = True

    def disconnect(self) -> None:
        self._requests.disconnect()

    def ask(self, name: str, body: dict[str, Any], timeout_ms: int) -> simpy.Event | None:
        """The event ends with the answer, or with None: after the timeout, or at once if the candidate is down."""
        if not self._is_registered:
            return None
        self._numbers += 1
        return self._requests.ask(HookQuestion(self._numbers, name, body, timeout_ms), timeout_ms)
