"""Pauses that all callers of a system share, and when the recurring duties run."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from typing import Any

from golive.candidates.kit import Client, Response
from golive.candidates.reference.design import Design

_LONGEST_OBEYED_S = 3600.0


class Pace:
    """One shared pause for all callers of a system, growing while it fails, ended by the first success."""

    def __init__(self, design: Design, rng: random.Random, now_ms: Callable[[], int]) -> None:
        self._design = design
        self._rng = rng
        self._now_ms = now_ms
        self._until_ms = 0
        self._failures = 0

    async def wait(self) -> None:
        """Return when the system may be called again; callers are spread by jitter."""
        while (left_ms := self._until_ms - self._now_ms()) > 0:
            await asyncio.sleep(left_ms / 1000 + self._rng.random() * min(2.0, left_ms / 1000))

    def failed(self, retry_after: str | None = None) -> None:
        """Back off after a failed call: by `retry_after` in seconds, else exponentially with each failure."""
        if retry_after is not None and retry_after.isdigit():
            pause_s = min(float(retry_after), _LONGEST_OBEYED_S) * (1 + 0.25 * self._rng.random())
        else:
            design = self._design
            self._failures += 1
            pause_s = min(design.retry_longest_s, design.retry_first_s * 2 ** min(self._failures - 1, 10))
            pause_s *= 0.5 + 0.5 * self._rng.random()
        self._until_ms = max(self._until_ms, self._now_ms() + int(pause_s * 1000))

    def succeeded(self) -> None:
        """Reset the back-off after a successful call."""
        self._failures = 0


class Advice:
    """A system is left alone until the end of its last Retry-After."""

    def __init__(self, rng: random.Random, now_ms: Callable[[], int]) -> None:
        self._rng = rng
        self._now_ms = now_ms
        self._until_ms = 0

    def note(self, retry_after: str | None) -> None:
        """Note the Retry-After of an answer, in seconds; None where it has none."""
        if retry_after is not None and retry_after.isdigit():
            wait_ms = int(min(float(retry_after), _LONGEST_OBEYED_S) * 1000)
            self._until_ms = max(self._until_ms, self._now_ms() + wait_ms)

    async def wait(self) -> None:
        """Return when the system may be called again; callers are spread by jitter."""
        while (left_ms := self._until_ms - self._now_ms()) > 0:
            await asyncio.sleep(left_ms / 1000 + self._rng.random() * min(5.0, left_ms / 1000))


class PatientClient(Client):
    """A client that waits for the pace before each call.

    Where a step is several calls, another caller may be told to wait after the first of them.
    """

    def __init__(self, client: Client, pace: Pace) -> None:
        self._client = client
        self._pace = pace
        self.timeout_s = client.timeout_s

    async def request(
        self,
        method: str,
        path: str,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Response:
        """As `Client.request`, once the system may be called."""
        await self._pace.wait()
        return await self._client.request(method, path, data, headers, timeout_s, params)

    def cut(self) -> None:
        """As `Client.cut`."""
        self._client.cut()


class Cadence:
    """Every duty runs at its interval. A subclass may have other times."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms

    def pause_s(self, duty: str, period_s: float) -> float:
        """How long to wait until the duty with that interval runs next, in seconds."""
        return period_s
