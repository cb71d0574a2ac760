"""Quantiles of Student's t distribution, for a whole number of degrees of freedom.

The probability between -t and t is a finite sum (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and
26.7.4); the quantile is found by bisection.
"""

from __future__ import annotations

import math
from functools import lru_cache

_STEPS = 200
_LARGEST = 1e9


def within(t: float, freedom: int) -> float:
    """Return the probability of a value between -t and t with `freedom` degrees of freedom, at least 1."""
    angle = math.atan(t / math.sqrt(freedom))
    squared = math.cos(angle) ** 2
    if freedom % 2:
        term, start, of_angle = math.cos(angle), 2, 2 * angle / math.pi
        total, factor = (term if freedom > 1 else 0.0), 2 / math.pi
    else:
        term, start, of_angle = 1.0, 1, 0.0
        total, factor = 1.0, 1.0
    for number in range(start, freedom - 2, 2):
        term *= squared * number / (number + 1)
        total += term
    return of_angle + factor * math.sin(angle) * total


@lru_cache(maxsize=4096)
def quantile(error: float, freedom: int) -> float:
    """Return the t beyond which, on both sides together, a value lies with the probability `error`."""
    low, high = 0.0, 1.0
    while within(high, freedom) < 1 - error and high < _LARGEST:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if within(middle, freedom) < 1 - error:
            low = middle
        else:
            high = middle
    return high
