"""A rate limit below the usual one."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from golive.chaos.faults.base import Fault, Judge
from golive.keys.declare import setting
from golive.keys.value_kinds import POSITIVE_RATE, Rate, between
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import PASS, Outcome, Refuse


@dataclass(frozen=True, slots=True)
class RateLimitSqueeze(Fault):
    """Calls above a lower rate than usual are answered 429 with Retry-After."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    rate: Rate = setting("rate", POSITIVE_RATE, "The lower limit, such as `5/s`.")
    burst: int = setting("burst", between(1, 10_000), "Calls allowed at once.", "1")

    def arm(self) -> Judge:
        return TokenBucket(self.rate.per_second / 1000, float(self.burst))


class TokenBucket:
    """The state of the limit in one run: tokens, refilled with `per_ms` a millisecond up to `burst`.

    Time is that of the calls: when each was sent.
    """

    def __init__(self, per_ms: float, burst: float) -> None:
        self._per_ms = per_ms
        self._burst = self._tokens = burst
        self._at_ms: int | None = None

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        since_ms = 0 if self._at_ms is None else subject.sent_ms - self._at_ms
        self._at_ms = subject.sent_ms
        self._tokens = min(self._burst, self._tokens + since_ms * self._per_ms)
        if self._tokens >= 1:
            self._tokens -= 1
            return PASS
        return Refuse(429, retry_after_s=max(1, ceil((1 - self._tokens) / self._per_ms / 1000)))
