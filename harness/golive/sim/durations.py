"""Durations counted by size: quantiles without keeping each of them."""

from __future__ import annotations

import math

_STEP = 1.1
"""Ratio of two neighbouring sizes, and so the accuracy of a quantile."""
_SMALLEST_MS = 0.01


class Durations:
    """Counts durations in ms. A quantile is right within a tenth."""

    def __init__(self) -> None:
        self.count = 0
        self.longest_ms = 0.0
        self._sizes: dict[int, int] = {}

    def add(self, span_ms: float) -> None:
        """Count one duration."""
        size = 0 if span_ms <= _SMALLEST_MS else 1 + int(math.log(span_ms / _SMALLEST_MS, _STEP))
        self._sizes[size] = self._sizes.get(size, 0) + 1
        self.count += 1
        self.longest_ms = max(self.longest_ms, span_ms)

    def quantile(self, share: float) -> float:
        """Return the duration in ms that this share of them, from 0 to 1, does not exceed; 0 for none."""
        left = math.ceil(share * self.count)
        for size in sorted(self._sizes):
            left -= self._sizes[size]
            if left <= 0:
                return 0.0 if size == 0 else min(self.longest_ms, _SMALLEST_MS * _STEP**size)
        return 0.0
