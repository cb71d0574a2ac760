"""Synchronous calls of the checkout to the candidate while a shopper waits. They are never repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy

from fake_magento.events.checkout_hooks import Answer
from golive.sim import Environment
from golive.wire.ask import RequestReply
from golive.wire.messages import HookQuestion

Answerer = Callable[[HookQuestion, Callable[[Answer], None]], None]
"""Sends a call to the candidate; the callback takes its answer, None where it could not connect."""


class CheckoutHooks:
    """The channel of these calls.

    Without a registration the checkout makes no calls. It does call a candidate that is down, since the shop has no
    information about that, and the call fails to connect.
    """

    def __init__(self, env: Environment) -> None:
        self._requests: RequestReply[HookQuestion, Answer] = RequestReply(env, None)
        self._is_registered = False
        self._numbers = 0

    def register(self, answerer: Answerer) -> None:
        """Connect the candidate; from then on the checkout calls it."""
        self._requests.register(answerer)
        self._is_registered = True

    def disconnect(self) -> None:
        """Disconnect the candidate, which is down. It stays registered."""
        self._requests.disconnect()

    def ask(self, name: str, body: dict[str, Any], timeout_ms: int) -> simpy.Event | None:
        """Call the candidate; None without a registration.

        The event ends with the answer, or with None: after the timeout, or at once if the candidate is down.
        """
        if not self._is_registered:
            return None
        self._numbers += 1
        return self._requests.ask(HookQuestion(self._numbers, name, body, timeout_ms), timeout_ms)
