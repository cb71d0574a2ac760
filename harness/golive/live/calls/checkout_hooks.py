"""Sends the hook requests of a checkout to a program over HTTP, without blocking the clock."""

from __future__ import annotations

from collections.abc import Callable

import orjson

from fake_magento.events.checkout_hooks import Answer
from golive.live.calls.posting import LONGEST_S, Poster
from golive.live.calls.signing import SigningKey
from golive.sim import LiveClock
from golive.wire.messages import HookQuestion

_ASKERS = 16


class HookSender:
    """Posts JSON to the program's hook address. `ask` and its callback run on the clock's thread.

    A late reply is ignored: the checkout has gone on without it by then.
    """

    def __init__(self, url: str, clock: LiveClock, key: SigningKey) -> None:
        self._url = url
        self._clock = clock
        self._key = key
        self._poster = Poster(clock, "golive-hook", _ASKERS)

    def ask(self, call: HookQuestion, answered: Callable[[Answer], None]) -> None:
        """Send a hook request; `answered` gets (status, body), or None for no connection."""
        body = orjson.dumps(call.body)
        limit_s = min(LONGEST_S, call.timeout_ms / 1000 / self._clock.speed + 1)
        self._poster.put(lambda: self._answer_to(body, str(call.number), limit_s), None, answered)

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self._poster.close()

    def _answer_to(self, body: bytes, request_id: str, limit_s: float) -> Answer:
        """Status and decoded body; None where there was no connection."""
        headers = {"Content-Type": "application/json", **hook_headers(self._key, body, request_id)}
        return hook_answer(self._poster.post(self._url, body, headers, limit_s))


def hook_headers(key: SigningKey, body: bytes, request_id: str) -> dict[str, str]:
    """The headers of a hook request that are the shop's own."""
    return {
        "x-adobe-commerce-request-id": request_id,
        "x-adobe-commerce-webhook-signature": key.sign(body),
    }


def hook_answer(reply: tuple[int, bytes] | None) -> Answer:
    """Status and decoded body of a reply; None where there was no connection."""
    if reply is None:
        return None
    try:
        return reply[0], orjson.loads(reply[1])
    except orjson.JSONDecodeError:
        return reply[0], None
