"""Putting what a checkout asks to a program over HTTP, without ever holding up the clock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import orjson
import urllib3

from fake_magento.hooks import Answer
from harness.clocks import LiveClock
from harness.hooks import HookCall
from harness.live.signing import SigningKey

_ASKERS = 16
_MOST_BODY_BYTES = 65_536
_LONGEST_S = 60.0
"""A connection is let go after this, in real time, even where the shopper would wait longer."""


class HookSender:
    """Posts JSON to the program's hook address. `ask` is called on the clock's thread, and so is its callback.

    Who does not answer in time is left alone: the line has given the shopper up by then.
    """

    def __init__(self, url: str, clock: LiveClock, key: SigningKey) -> None:
        self._url = url
        self._clock = clock
        self._key = key
        self._pool = urllib3.PoolManager(maxsize=_ASKERS, retries=False)
        self._threads = ThreadPoolExecutor(_ASKERS, thread_name_prefix="golive-hook")
        self._is_closing = False

    def ask(self, call: HookCall, answered: Callable[[Answer], None]) -> None:
        body = orjson.dumps(call.body)
        limit_s = min(_LONGEST_S, call.timeout_ms / 1000 / self._clock.speed + 1)

        def work() -> None:
            answer = None if self._is_closing else self._answer_to(body, str(call.number), limit_s)
            try:
                self._clock.submit(lambda: answered(answer))
            except RuntimeError:  # the loop is closed, the run is over
                return

        self._threads.submit(work)

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self._is_closing = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._pool.clear()

    def _answer_to(self, body: bytes, request_id: str, limit_s: float) -> Answer:
        """Status and decoded body; None where there was no connection."""
        headers = {
            "Content-Type": "application/json",
            "x-adobe-commerce-request-id": request_id,
            "x-adobe-commerce-webhook-signature": self._key.sign(body),
        }
        try:
            response = self._pool.urlopen(
                "POST",
                self._url,
                redirect=False,
                body=body,
                headers=headers,
                timeout=limit_s,
                preload_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return None
        try:
            said = response.read(_MOST_BODY_BYTES)
            response.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            response.close()
            return None
        try:
            return response.status, orjson.loads(said)
        except orjson.JSONDecodeError:
            return response.status, None
