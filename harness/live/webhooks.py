"""Posting notices to a program's webhook, without ever holding up the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

import orjson
import urllib3

from harness.clocks import LiveClock
from harness.exchange import Notice

TIMEOUT_MS = 10_000
"""How long the sender waits for an answer, in simulated time ..."""
SHORTEST_TIMEOUT_S = 1.0
"""... and at least, in real time: a program cannot be faster than the machine."""

_SENDERS = 16
_MOST_BODY_BYTES = 65_536

Answered = Callable[[int | None], None]


class _Post:
    """One notice on its way. Whoever finishes it first decides: the program's answer or the timeout."""

    __slots__ = ("_answered", "attempt", "body", "is_done")

    def __init__(self, body: bytes, attempt: int, answered: Answered) -> None:
        self.body = body
        self.attempt = attempt
        self.is_done = False
        self._answered = answered

    def finish(self, status: int | None) -> None:
        if not self.is_done:
            self.is_done = True
            self._answered(status)


class WebhookSender:
    """Posts JSON to one address over keep-alive connections. `deliver` is called on the clock's thread."""

    def __init__(self, host: str, port: int, path: str, clock: LiveClock) -> None:
        self._path = path
        self._clock = clock
        self._timeout_s = max(TIMEOUT_MS / 1000 / clock.speed, SHORTEST_TIMEOUT_S)
        self._pool = urllib3.HTTPConnectionPool(
            host, port, maxsize=_SENDERS, timeout=self._timeout_s, retries=False
        )
        self._posts: SimpleQueue[_Post | None] = SimpleQueue()
        self._is_closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"golive-webhook-{number}") for number in range(_SENDERS)
        ]
        for thread in self._threads:
            thread.start()

    def deliver(self, notice: Notice, answered: Answered) -> None:
        """Post a notice; `answered` gets the status on the clock's thread, None for no answer in time."""
        post = _Post(orjson.dumps(notice.payload()), notice.attempt, answered)
        timeout = self._clock.env.timeout(int(self._timeout_s * 1000 * self._clock.speed))
        assert timeout.callbacks is not None
        timeout.callbacks.append(lambda _: post.finish(None))
        self._posts.put(post)

    def disconnect(self) -> None:
        """The program is about to be ended: what still comes from it is no answer."""
        self._is_closing = True

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self.disconnect()
        for _ in self._threads:
            self._posts.put(None)
        for thread in self._threads:
            thread.join()
        self._pool.close()

    def _work(self) -> None:
        while (post := self._posts.get()) is not None:
            if post.is_done or self._is_closing:
                continue
            came = self._status_of(post)
            status = None if self._is_closing else came
            try:
                self._clock.submit(lambda post=post, status=status: post.finish(status))  # type: ignore[misc]
            except RuntimeError:  # the loop is closed, the run is over
                return

    def _status_of(self, post: _Post) -> int | None:
        headers = {"Content-Type": "application/json", "x-adobe-retry-count": str(post.attempt - 1)}
        try:
            response = self._pool.urlopen(
                "POST", self._path, post.body, headers, redirect=False, preload_content=False
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return None
        try:
            rest = response.read(_MOST_BODY_BYTES + 1)
            if len(rest) > _MOST_BODY_BYTES:  # nobody reads it; a connection is cheaper than the rest
                response.close()
            response.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            response.close()
        return response.status
