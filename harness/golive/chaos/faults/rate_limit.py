"""An ERP that suddenly grants less than it promised."""

from __future__ import annotations

from math import ceil
from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import POSITIVE_RATE, between
from golive.sim.seeding import Chance
from golive.wire.messages import PASS, Exchange, Fate, Refuse
from golive.wire.operations import Seam


class RateLimitSqueeze:
    """Calls above a lower rate than usual are answered 429 with Retry-After."""

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("rate", POSITIVE_RATE, doc="What is still granted, such as `5/s`."),
        Key("burst", between(1, 10_000), default="1", doc="How many calls may come at once."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._per_ms = settings["rate"].per_second / 1000
        self._burst = float(settings["burst"])
        self._tokens = self._burst
        self._at_ms: int | None = None

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        """A token bucket over the instants at which calls are sent."""
        since_ms = 0 if self._at_ms is None else exchange.sent_ms - self._at_ms
        self._at_ms = exchange.sent_ms
        self._tokens = min(self._burst, self._tokens + since_ms * self._per_ms)
        if self._tokens >= 1:
            self._tokens -= 1
            return PASS
        return Refuse(429, retry_after_s=max(1, ceil((1 - self._tokens) / self._per_ms / 1000)))
