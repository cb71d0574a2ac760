"""A rate limit below the usual one."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from golive.chaos.faults.base import Fault, Judge
from golive.keys.declare import setting
from golive.keys.value_kinds import DURATION, POSITIVE_RATE, Rate, between, choice
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.outcomes import PASS, Outcome, Refuse


@dataclass(frozen=True, slots=True)
class RateLimitSqueeze(Fault):
    """Calls above a lower rate than usual are refused with Retry-After."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

    rate: Rate = setting("rate", POSITIVE_RATE, "The lower limit, such as `5/s`.")
    burst: int = setting("burst", between(1, 10_000), "Calls allowed at once.", "1")
    status: str = setting("status", choice("429", "400", "503"), "The status of a refusal.", "429")
    headers: str = setting(
        "headers",
        choice("off", "on"),
        "Whether refusals have X-RateLimit-Limit, -Remaining, -Reset and -Cost.",
        "off",
    )
    list_cost: int = setting("list_cost", between(1, 1_000), "How many calls a list counts as.", "1")
    penalty_ms: int = setting(
        "penalty",
        DURATION,
        "What a call before the end of the last Retry-After adds to the wait; none is granted until its end.",
        "0s",
    )

    def arm(self) -> Judge:
        return TokenBucket(self)


class TokenBucket:
    """The state of the limit in one run: tokens, refilled at the rate up to `burst`.

    Time is that of the calls: when each was sent.
    """

    def __init__(self, limit: RateLimitSqueeze) -> None:
        self._limit = limit
        self._per_ms = limit.rate.per_second / 1000
        self._burst = self._tokens = float(max(limit.burst, limit.list_cost))
        self._at_ms: int | None = None
        self._not_before_ms = 0

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        now_ms = subject.sent_ms
        since_ms = 0 if self._at_ms is None else now_ms - self._at_ms
        self._at_ms = now_ms
        self._tokens = min(self._burst, self._tokens + since_ms * self._per_ms)
        cost = self._limit.list_cost if subject.name.endswith(".list") else 1
        is_banned = self._limit.penalty_ms > 0 and now_ms < self._not_before_ms
        if self._tokens >= cost and not is_banned:
            self._tokens -= cost
            return PASS
        free_ms = now_ms + max(0.0, (cost - self._tokens) / self._per_ms)
        if is_banned:
            free_ms = max(free_ms, self._not_before_ms) + self._limit.penalty_ms
        wait_s = max(1, ceil((free_ms - now_ms) / 1000))
        self._not_before_ms = now_ms + 1000 * wait_s
        return Refuse(int(self._limit.status), wait_s, headers=self._headers(cost, wait_s))

    def _headers(self, cost: int, wait_s: int) -> tuple[tuple[str, str], ...]:
        if self._limit.headers == "off":
            return ()
        return (
            ("x-ratelimit-limit", f"{self._burst:.0f}"),
            ("x-ratelimit-remaining", f"{self._tokens:.0f}"),
            ("x-ratelimit-reset", str(wait_s)),
            ("x-ratelimit-cost", str(cost)),
        )
