"""What the rate of an article may be, given how few of it were sold, and what follows for the classes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from golive.cadence.risk import Velocity, more_than

CONFIDENCE = 0.9
_ABOVE = -math.log((1 - CONFIDENCE) / 2)
"""The most events that may be expected where none was seen."""
_Z = 1.6449
"""The quantile of the normal distribution for both sides of `CONFIDENCE`."""

Range = tuple[int, int]
"""The fewest and the most articles."""


def limits(velocity: Velocity, hours: float) -> tuple[Velocity, Velocity]:
    """Return the lowest and the highest rate with which so many units in that time are no surprise.

    The interval of a Poisson mean, its chi-square quantiles after Wilson and Hilferty (PNAS 17, 1931). Where hours vary
    more than by chance, as many units tell as much as fewer independent ones.
    """
    spread = 1 + (velocity.per_hour / velocity.shape if math.isfinite(velocity.shape) else 0.0)
    count = velocity.per_hour * hours / spread
    low, high = (_quantile(count, -_Z), _quantile(count + 1, _Z)) if count else (0.0, _ABOVE)
    return (
        replace(velocity, per_hour=low * spread / hours),
        replace(velocity, per_hour=high * spread / hours),
    )


def _quantile(half: float, z: float) -> float:
    """Return half of the quantile of a chi-square distribution with twice `half` degrees of freedom."""
    return half * max(0.0, 1 - 1 / (9 * half) + z / (3 * math.sqrt(half))) ** 3


def range_of(
    velocities: Mapping[str, Velocity],
    stock: Mapping[str, int],
    risk: float,
    unseen: float,
    hours: float,
    cadence_hours: float,
) -> Range:
    """Return for how many articles that cadence is enough: at their highest rates, and at their lowest."""

    def enough(sku: str, velocity: Velocity) -> bool:
        return more_than(stock[sku], velocity.seen_of(unseen), cadence_hours) <= risk

    ends = {sku: limits(velocities.get(sku, Velocity(0.0)), hours) for sku in stock}
    return (
        sum(enough(sku, high) for sku, (_, high) in ends.items()),
        sum(enough(sku, low) for sku, (low, _) in ends.items()),
    )
