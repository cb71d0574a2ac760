"""How much an ERP takes at once: a token bucket over all clients, and slots for requests in service."""

from __future__ import annotations

from fake_erp.errors import TooManyRequests
from fake_erp.model import Now

_WHOLE = 1_000_000
"""One request, in the millionths the bucket counts in."""


class Limits:
    def __init__(self, now: Now, rate_per_second: float = 0, burst: int = 0, concurrency: int = 0) -> None:
        self._now = now
        self.in_service = 0
        self.configure(rate_per_second, burst, concurrency)

    def configure(self, rate_per_second: float = 0, burst: int = 0, concurrency: int = 0) -> None:
        """Set new limits, 0 for none, and fill the bucket. A burst of 0 is two seconds' worth of the rate."""
        if rate_per_second < 0 or burst < 0 or concurrency < 0:
            raise ValueError("rate, burst and concurrency are at least 0, and 0 is no limit")
        self.concurrency = concurrency
        self._per_ms = max(1, round(rate_per_second * 1000)) if rate_per_second else 0
        self._capacity = (burst or max(1, round(2 * rate_per_second))) * _WHOLE
        self._level = self._capacity
        self._filled_at_ms = self._now()

    def count(self) -> None:
        """Count a request against the rate. Raises TooManyRequests."""
        if not self._per_ms:
            return
        now = self._now()
        level = min(self._capacity, self._level + (now - self._filled_at_ms) * self._per_ms)
        self._filled_at_ms = now
        if level < _WHOLE:
            self._level = level
            wait_ms = -(-(_WHOLE - level) // self._per_ms)
            raise _too_many("the rate limit is reached", -(-wait_ms // 1000))
        self._level = level - _WHOLE

    def enter(self) -> None:
        """Take a slot. Raises TooManyRequests."""
        if self.concurrency and self.in_service >= self.concurrency:
            raise _too_many(f"all {self.concurrency} slots are taken", 1)
        self.in_service += 1

    def leave(self) -> None:
        """Give a slot back."""
        self.in_service -= 1


def _too_many(what: str, retry_after_s: int) -> TooManyRequests:
    wait = max(1, retry_after_s)
    return TooManyRequests(f"{what}; nothing was done, try again in {wait} s", None, {"retry_after_s": wait})
