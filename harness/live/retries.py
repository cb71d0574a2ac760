"""Telling a program over HTTP that somebody at the desk pressed retry, without ever holding up the clock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import orjson
import urllib3

from harness.clocks import LiveClock
from harness.live.webhooks import is_here
from harness.people.desk import ANSWER_WITHIN_MS, LONGEST_SAID, NOBODY, Heard, Retry

RETRY_PATH = "/desk/retry"
"""Where a program is told on the port of its webhook, when the entry said no `retry_url`."""

_PRESSERS = 4
_MOST_BODY_BYTES = 65_536
_LONGEST_S = 60.0


class RetrySender:
    """Posts `{"order": "..."}` with the token of the desk. `press` is called on the clock's thread, its callback too.

    `default_url` is "" where the program listens nowhere. Nothing leaves this machine, whatever the entry said.
    """

    def __init__(self, default_url: str, token: str, clock: LiveClock) -> None:
        self._default_url = default_url
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._clock = clock
        self._limit_s = min(_LONGEST_S, ANSWER_WITHIN_MS / 1000 / clock.speed + 1)
        self._pool = urllib3.PoolManager(maxsize=_PRESSERS, retries=False)
        self._threads = ThreadPoolExecutor(_PRESSERS, thread_name_prefix="golive-retry")
        self._is_closing = False

    def press(self, retry: Retry, heard: Callable[[Heard], None]) -> None:
        url, body = retry.url or self._default_url, orjson.dumps({"order": retry.order})
        if not url or not is_here(url):
            heard(NOBODY)
            return

        def work() -> None:
            answer = NOBODY if self._is_closing else self._answer_of(url, body)
            try:
                self._clock.submit(lambda: heard(answer))
            except RuntimeError:  # the loop is closed, the run is over
                return

        self._threads.submit(work)

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self._is_closing = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._pool.clear()

    def _answer_of(self, url: str, body: bytes) -> Heard:
        try:
            response = self._pool.urlopen(
                "POST",
                url,
                redirect=False,
                body=body,
                headers=self._headers,
                timeout=self._limit_s,
                preload_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return NOBODY
        try:
            said = response.read(_MOST_BODY_BYTES)
            response.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            response.close()
            return NOBODY
        return Heard(response.status, _found(said))


def _found(body: bytes) -> str:
    """What the program says it found: the text `found` of a JSON object."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    found = data.get("found") if isinstance(data, dict) else None
    return found[:LONGEST_SAID] if isinstance(found, str) else ""
