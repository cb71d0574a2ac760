"""Sends a press of the retry button to a program over HTTP, without blocking the clock."""

from __future__ import annotations

from collections.abc import Callable

import orjson

from golive.live.calls.posting import LONGEST_S, Poster
from golive.live.calls.webhooks import is_here
from golive.people.desk import LONGEST_TEXT, NO_ANSWER, RETRY_TIMEOUT_MS, Retry, RetryAnswer
from golive.sim import LiveClock

RETRY_PATH = "/desk/retry"
"""The path on the program's webhook port for entries without a `retry_url`."""

_PRESSERS = 4


class RetrySender:
    """Posts `{"order": "..."}` with the token of the desk. `press` and its callback run on the clock's thread.

    `default_url` is "" for a program without a webhook port. Only addresses on this machine are called.
    """

    def __init__(self, default_url: str, token: str, clock: LiveClock) -> None:
        self._default_url = default_url
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._limit_s = min(LONGEST_S, RETRY_TIMEOUT_MS / 1000 / clock.speed + 1)
        self._poster = Poster(clock, "golive-retry", _PRESSERS)

    def press(self, retry: Retry, answered: Callable[[RetryAnswer], None]) -> None:
        """Send a retry; `answered` gets NO_ANSWER for an address elsewhere or without a reply."""
        url, body = retry.url or self._default_url, orjson.dumps({"order": retry.order})
        if not url or not is_here(url):
            answered(NO_ANSWER)
            return
        self._poster.put(lambda: self._answer_of(url, body), NO_ANSWER, answered)

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self._poster.close()

    def _answer_of(self, url: str, body: bytes) -> RetryAnswer:
        answer = self._poster.post(url, body, self._headers, self._limit_s)
        return NO_ANSWER if answer is None else retry_answer(answer)


def retry_answer(reply: tuple[int, bytes]) -> RetryAnswer:
    """What a program has answered to a retry, from status and body."""
    return RetryAnswer(reply[0], _found(reply[1]))


def _found(body: bytes) -> str:
    """The program's finding: the text `found` of a JSON object."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    found = data.get("found") if isinstance(data, dict) else None
    return found[:LONGEST_TEXT] if isinstance(found, str) else ""
