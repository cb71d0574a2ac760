"""Durations counted in fixed classes, as Prometheus has them, and quantiles over time, as charts have them."""

from __future__ import annotations

from bisect import bisect_left

from golive.sim.durations import Durations

CALL_BOUNDS_MS = (20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000)
ORDER_BOUNDS_MS = (
    1_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 14_400_000,
    86_400_000,
)  # fmt: skip


class Histogram:
    """Counts durations in ms by upper bound; `counts` has one more class, for those above the last bound."""

    def __init__(self, bounds_ms: tuple[int, ...]) -> None:
        self.bounds_ms = bounds_ms
        self.counts = [0] * (len(bounds_ms) + 1)
        self.sum_ms = 0

    def add(self, span_ms: int) -> None:
        """Count one duration."""
        self.counts[bisect_left(self.bounds_ms, span_ms)] += 1
        self.sum_ms += span_ms

    def cumulative(self) -> list[tuple[float, int]]:
        """Return (upper bound in seconds, number of durations up to it) per class; the last bound is infinity."""
        rows, seen = [], 0
        for bound_s, count in zip(
            (*(ms / 1000 for ms in self.bounds_ms), float("inf")), self.counts, strict=True
        ):
            seen += count
            rows.append((bound_s, seen))
        return rows


class QuantileLines:
    """The median and the 95th percentile of durations per step of the time axis, by `at_ms // step_ms`.

    Durations must come in the order of time. Of a step that is over only its two quantiles are kept.
    """

    def __init__(self, step_ms: int) -> None:
        self._step_ms = step_ms
        self._now: tuple[int, Durations] = (0, Durations())
        self._over: dict[int, tuple[float, float]] = {}

    def add(self, at_ms: int, span_ms: float) -> None:
        """Count one duration that was known at an instant."""
        step = at_ms // self._step_ms
        if step != self._now[0]:
            self._close()
            self._now = (step, Durations())
        self._now[1].add(span_ms)

    def values(self, first: int, count: int) -> tuple[list[float | None], list[float | None]]:
        """Return both lines for `count` steps from the step `first` on; None where nothing was measured."""
        self._close()
        found = [self._over.get(step, (None, None)) for step in range(first, first + count)]
        return [median for median, _ in found], [high for _, high in found]

    def forget(self, before: int) -> None:
        """Drop the steps before this one."""
        self._over = {step: pair for step, pair in self._over.items() if step >= before}

    def _close(self) -> None:
        step, durations = self._now
        if durations.count:
            self._over[step] = (durations.quantile(0.5), durations.quantile(0.95))
