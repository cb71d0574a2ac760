"""Questions put to a program over HTTP by threads of their own, so that the clock is never held up."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import urllib3

from golive.sim import LiveClock

LONGEST_S = 60.0
"""Upper limit of a timeout, in seconds of real time."""
_MOST_BODY_BYTES = 65_536

Answer = TypeVar("Answer")


class Poster:
    """`threads` at once. No redirect is followed, and no more than 64 KiB of an answer is read."""

    def __init__(self, clock: LiveClock, name: str, threads: int) -> None:
        self._clock = clock
        self._pool = urllib3.PoolManager(maxsize=threads, retries=False)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._is_closing = False

    def put(self, ask: Callable[[], Answer], nothing: Answer, answered: Callable[[Answer], None]) -> None:
        """Call `ask` in a thread and pass its result to the clock's thread; `nothing` once this is closing."""

        def work() -> None:
            answer = nothing if self._is_closing else ask()
            try:
                self._clock.submit(lambda: answered(answer))
            except RuntimeError:  # the loop is closed, the run is over
                return

        self._threads.submit(work)

    def post(
        self, url: str, body: bytes, headers: dict[str, str], limit_s: float
    ) -> tuple[int, bytes] | None:
        """Status and body of the answer; None where there was none."""
        try:
            response = self._pool.urlopen(
                "POST",
                url,
                redirect=False,
                body=body,
                headers=headers,
                timeout=limit_s,
                preload_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return None
        try:
            content = response.read(_MOST_BODY_BYTES)
            response.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            response.close()
            return None
        return response.status, content

    def close(self) -> None:
        """End the threads and connections. The program should have ended: an answer under way is waited for."""
        self._is_closing = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._pool.clear()
