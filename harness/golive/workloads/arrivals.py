"""Arrivals: an open, non-homogeneous Poisson process, independent of the state of the shop."""

from __future__ import annotations

import random
from collections.abc import Iterator

from golive.keys.value_kinds import HOUR_MS
from golive.workloads.demand import Demand


def arrivals(demand: Demand, duration_ms: int, rng: random.Random) -> Iterator[int]:
    """Instants in ms after the start, in order, drawn by thinning from the highest rate."""
    highest, rate = demand.highest, demand.rate
    if highest <= 0:
        return
    at, per_ms = 0.0, highest / HOUR_MS
    while True:
        at += rng.expovariate(per_ms)
        if at >= duration_ms:
            return
        if rng.random() * highest < rate(at):
            yield int(at)
