"""When customers come: an open, non-homogeneous Poisson process. They do not wait for the shop to be ready."""

from __future__ import annotations

import random
from collections.abc import Iterator

from harness.scenario import Orders, Peak

HOUR_MS = 3_600_000


def rate_at(orders: Orders, offset_ms: float) -> float:
    """Orders per hour at an instant: the usual rate, or the highest peak where that is higher."""
    return max(
        [orders.base.per_hour, *(_peak_at(peak, orders.base.per_hour, offset_ms) for peak in orders.peaks)]
    )


def _peak_at(peak: Peak, base: float, offset_ms: float) -> float:
    """A trapezium: ramp up from the usual rate, hold, decay back to it."""
    since = offset_ms - peak.at_ms
    height = peak.reach.per_hour - base
    if since < 0:
        return 0.0
    if since < peak.ramp_ms:
        return base + height * since / peak.ramp_ms
    since -= peak.ramp_ms
    if since < peak.hold_ms:
        return base + height
    since -= peak.hold_ms
    if since < peak.decay_ms:
        return base + height * (1 - since / peak.decay_ms)
    return 0.0


def arrivals(orders: Orders, duration_ms: int, rng: random.Random) -> Iterator[int]:
    """Instants in ms after the start, in order, drawn by thinning from the highest rate."""
    highest = max([orders.base.per_hour, *(peak.reach.per_hour for peak in orders.peaks)])
    if highest <= 0:
        return
    at, per_ms = 0.0, highest / HOUR_MS
    while True:
        at += rng.expovariate(per_ms)
        if at >= duration_ms:
            return
        if rng.random() * highest < rate_at(orders, at):
            yield int(at)
