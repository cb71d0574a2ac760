"""The candidate's use of the ERP: calls, limits and rates; and counters along the time axis."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Calls:
    """Counters over the whole run, of exchanges with the ERP."""

    total: int = 0
    rate_limited: int = 0
    refusals: dict[str, int] = field(default_factory=dict)
    """Refused orders and steps of orders, by business rule."""
    held: int = 0
    """How often an order was held, or was pending approval."""
    per_second: dict[int, int] = field(default_factory=dict)

    def add(self, sent_ms: int, status: int | None) -> None:
        """Count one exchange, sent at `sent_ms` and answered with `status` (None for no answer)."""
        self.total += 1
        second = sent_ms // 1000
        self.per_second[second] = self.per_second.get(second, 0) + 1
        if status == 429:
            self.rate_limited += 1

    @property
    def peak_rps(self) -> int:
        """The largest number of calls in one second."""
        return max(self.per_second.values(), default=0)


@dataclass(slots=True)
class Buckets:
    """Counters along the time axis of the run, in buckets of `step_ms`."""

    start_ms: int
    step_ms: int
    lines: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, name: str, at_ms: int, amount: float = 1) -> None:
        """Add an amount to the bucket of an instant."""
        line = self.lines.get(name)
        if line is None:
            line = self.lines[name] = {}
        bucket = (at_ms - self.start_ms) // self.step_ms
        line[bucket] = line.get(bucket, 0) + amount

    def spread(self, name: str, from_ms: int, to_ms: int, amount: float) -> None:
        """Add an amount that lasted from one instant to another: each bucket gets its mean over the bucket."""
        line, step_ms = self.lines.setdefault(name, {}), self.step_ms
        bucket = (from_ms - self.start_ms) // step_ms
        while from_ms < to_ms:
            until_ms = min(to_ms, self.start_ms + (bucket + 1) * step_ms)
            line[bucket] = line.get(bucket, 0) + amount * (until_ms - from_ms) / step_ms
            from_ms, bucket = until_ms, bucket + 1
