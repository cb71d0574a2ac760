"""How much an ERP takes: a token bucket, slots for requests in service, a daily quota.

Counted over all clients together, or for each by itself. An owner is a client's name, "" for all together.
"""

from __future__ import annotations

from fake_erp.access.config import CallLimits
from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.errors import ErpError, Overloaded, TooManyRequests
from fake_erp.model import Now

_WHOLE = 1_000_000
"""One request, in the millionths the bucket counts in."""


class Limits:
    """A token bucket, slots and a quota, each for all clients or per client."""

    def __init__(
        self,
        now: Now,
        rate_per_second: float = 0,
        burst: int = 0,
        concurrency: int = 0,
        policy: CallLimits | None = None,
        offset_ms: int = 0,
    ) -> None:
        self._now = now
        self._offset_ms = offset_ms
        self._policy = policy if policy is not None else CallLimits()
        self.per_client = self._policy.per_client
        self.in_service = 0
        self.serving: dict[str, int] = {}
        """Requests in service of each client, where each is counted by itself."""
        self.configure(rate_per_second, burst, concurrency)
        self.set_quota(self._policy.quota)
        self._window = 0
        self._served_ms = 0

    def configure(self, rate_per_second: float = 0, burst: int = 0, concurrency: int = 0) -> None:
        """Set new limits, 0 for none, and fill the buckets. A burst of 0 is two seconds' worth of the rate."""
        if rate_per_second < 0 or burst < 0 or concurrency < 0:
            raise ValueError("rate, burst and concurrency are at least 0, and 0 is no limit")
        self.concurrency = concurrency
        self._per_ms = max(1, round(rate_per_second * 1000)) if rate_per_second else 0
        self._capacity = (burst or max(1, round(2 * rate_per_second))) * _WHOLE
        self._buckets: dict[str, tuple[int, int]] = {}
        self._full_since_ms = self._now()

    @property
    def rate_per_second(self) -> float:
        """Calls per second that the bucket is refilled with; 0 for no limit."""
        return self._per_ms / 1000

    @property
    def burst(self) -> int:
        """Requests that may come at once after a quiet time; 0 where there is no rate."""
        return self._capacity // _WHOLE if self._per_ms else 0

    def set_quota(self, quota: int) -> None:
        """Set how many requests a day are taken, 0 for no limit, and begin to count."""
        if quota < 0:
            raise ValueError("a quota is at least 0, and 0 is no limit")
        self.quota = quota
        self._today = -1
        self._used: dict[str, int] = {}

    def count(self, owner: str = "") -> None:
        """Count a request against the rate and the day's quota. Raises TooManyRequests or Overloaded."""
        if self._per_ms:
            now = self._now()
            level, filled_at_ms = self._buckets.get(owner) or (self._capacity, self._full_since_ms)
            level = min(self._capacity, level + (now - filled_at_ms) * self._per_ms)
            if level < _WHOLE:
                self._buckets[owner] = (level, now)
                wait_ms = -(-(_WHOLE - level) // self._per_ms)
                raise self._refusal("the rate limit is reached", -(-wait_ms // 1000))
            self._buckets[owner] = (level - _WHOLE, now)
        if self._policy.server_time_ms:
            self._require_server_time()
        if self.quota:
            self._use(owner)

    def spend(self, service_ms: int) -> None:
        """Count the service time of a call against that of the present window."""
        if self._policy.server_time_ms:
            self._turn_window()
            self._served_ms += service_ms

    def enter(self, owner: str = "") -> None:
        """Take a slot. Raises TooManyRequests or Overloaded."""
        if self.concurrency:
            taken = self.serving.get(owner, 0) if self.per_client else self.in_service
            if taken >= self.concurrency:
                raise self._refusal(f"all {self.concurrency} slots are taken", 1)
        self.in_service += 1
        if self.per_client:
            self.serving[owner] = self.serving.get(owner, 0) + 1

    def leave(self, owner: str = "") -> None:
        """Give a slot back."""
        self.in_service -= 1
        if self.per_client:
            self.serving[owner] -= 1

    def take_over(self, before: Limits) -> None:
        """Count the requests that other limits have in service."""
        self.in_service, self.serving = before.in_service, before.serving

    def _turn_window(self) -> None:
        window = self._now() // self._policy.window_ms
        if window != self._window:
            self._window, self._served_ms = window, 0

    def _require_server_time(self) -> None:
        self._turn_window()
        policy = self._policy
        if self._served_ms > policy.server_time_ms:
            left_ms = policy.window_ms - self._now() % policy.window_ms
            error = self._refusal("the server time of this window is used up", -(-left_ms // 1000))
            error.details["server_time_ms"] = policy.server_time_ms
            raise error

    def _use(self, owner: str) -> None:
        since_midnight = self._now() + self._offset_ms
        day = since_midnight // DAY_MS
        if day != self._today:
            self._today = day
            self._used = {}
        used = self._used.get(owner, 0)
        if used >= self.quota:
            left_ms = DAY_MS - since_midnight % DAY_MS
            raise self._refusal(
                f"the {self.quota} requests of today's quota are used up", -(-left_ms // 1000)
            )
        self._used[owner] = used + 1

    def _refusal(self, what: str, retry_after_s: int) -> ErpError:
        policy = self._policy
        kind = TooManyRequests if policy.status == 429 else Overloaded
        if not policy.tells_wait:
            return kind(f"{what}; nothing was done, try again later")
        wait = max(1, retry_after_s)
        return kind(f"{what}; nothing was done, try again in {wait} s", None, {"retry_after_s": wait})
