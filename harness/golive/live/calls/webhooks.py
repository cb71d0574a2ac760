"""Posts notices to a program's webhook and to subscribers of the ERP, without blocking the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from urllib.parse import urlsplit

import orjson
import urllib3

from golive.sim import LiveClock
from golive.tracing.identity import TRACEPARENT
from golive.wire.messages import Notice

TIMEOUT_MS = 10_000
"""How long the sender waits for an answer, in simulated time ..."""
SHORTEST_TIMEOUT_S = 1.0
"""... and at least, in real time: a program cannot be faster than the machine."""

_SENDERS = 16
_MOST_BODY_BYTES = 65_536
_HERE = ("127.0.0.1", "localhost", "::1")

Answered = Callable[[int | None], None]


class _Post:
    """One notice in flight. The first of reply and timeout decides its status."""

    __slots__ = ("_answered", "body", "headers", "is_done", "url")

    def __init__(self, url: str, headers: dict[str, str], body: bytes, answered: Answered) -> None:
        self.url = url
        self.headers = {"Content-Type": "application/json", **headers}
        self.body = body
        self.is_done = False
        self._answered = answered

    def finish(self, status: int | None) -> None:
        if not self.is_done:
            self.is_done = True
            self._answered(status)


class WebhookSender:
    """Posts JSON over keep-alive connections. `deliver` is called on the clock's thread.

    The shop's notices go to the `webhook` address, "" for none, the ERP's to its subscribers; only where `may_call`
    allows it, which is on this machine. `led` turns the address of a notice into that of the instance in its turn.
    """

    def __init__(
        self,
        webhook: str,
        clock: LiveClock,
        may_call: Callable[[str], bool] | None = None,
        led: Callable[[str], str] = str,
    ) -> None:
        self._webhook = webhook
        self._may_call = may_call or is_here
        self._led = led
        self._clock = clock
        self._timeout_s = max(TIMEOUT_MS / 1000 / clock.speed, SHORTEST_TIMEOUT_S)
        self._pool = urllib3.PoolManager(maxsize=_SENDERS, timeout=self._timeout_s, retries=False)
        self._posts: SimpleQueue[_Post | None] = SimpleQueue()
        self._is_closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"golive-webhook-{number}") for number in range(_SENDERS)
        ]
        for thread in self._threads:
            thread.start()

    def deliver(self, notice: Notice, answered: Answered) -> None:
        """Post a notice; `answered` gets the status on the clock's thread, None for no answer in time."""
        url, headers, body = addressed_to(notice, self._webhook)
        if not self._may_call(url):
            answered(None)
            return
        post = _Post(self._led(url), headers, body, answered)
        self._clock.env.after(int(self._timeout_s * 1000 * self._clock.speed), post.finish, None)
        self._posts.put(post)

    def disconnect(self) -> None:
        """Ignore replies from now on: the program is about to be ended."""
        self._is_closing = True

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self.disconnect()
        for _ in self._threads:
            self._posts.put(None)
        for thread in self._threads:
            thread.join()
        self._pool.clear()

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
        try:
            response = self._pool.urlopen(
                "POST", post.url, redirect=False, body=post.body, headers=post.headers, preload_content=False
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return None
        try:
            rest = response.read(_MOST_BODY_BYTES + 1)
            if (
                len(rest) > _MOST_BODY_BYTES
            ):  # unused; closing the connection is cheaper than reading the rest
                response.close()
            response.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            response.close()
        return response.status


def addressed_to(notice: Notice, webhook: str) -> tuple[str, dict[str, str], bytes]:
    """Address, headers and body of a notice. The ERP's go to their subscriber, the shop's to `webhook`."""
    body = orjson.dumps(notice.payload())
    trace = traced(notice)
    if notice.system == "erp":
        return notice.event.url, {**notice.event.headers(body, notice.attempt), **trace}, body
    return webhook, {"x-adobe-retry-count": str(notice.attempt - 1), **trace}, body


def traced(notice: Notice) -> dict[str, str]:
    """The header `traceparent` of a notice; none where the run gives none."""
    return {TRACEPARENT: notice.traceparent} if notice.traceparent else {}


def is_here(url: str) -> bool:
    r"""Whether a URL is on this machine: nothing is sent elsewhere, even for a subscription.

    Two parsers must agree on the host: the standard library sees 127.0.0.1 in `http://shop.example\@127.0.0.1/`, and
    urllib3, which makes the call, shop.example.
    """
    try:
        hosts = (urlsplit(url).hostname, urllib3.util.parse_url(url).hostname)
    except ValueError:
        return False
    return all((host or "").strip("[]") in _HERE for host in hosts)
