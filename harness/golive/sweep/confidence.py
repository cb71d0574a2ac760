"""Confidence limits of a rate of harm.

The limit is the exact one for a binomial count, one-sided (Clopper and Pearson, Biometrika 26, 1934): the largest
rate at which so few harmed orders still have a probability of one minus the confidence. With none harmed it is close
to three divided by the number of orders, the "rule of three".
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, localcontext

CONFIDENCE = 0.95
_STEPS = 100
_NEGLIGIBLE = 1e-17
_DIGITS = 6


def below(seen: int, orders: int, confidence: float = CONFIDENCE) -> float | None:
    """Return the upper limit of the rate as a share, rounded up to six digits; None for no orders."""
    if orders <= 0:
        return None
    if seen >= orders:
        return 1.0
    low, high = seen / orders, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if at_most(seen, orders, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return _rounded_up(high)


def _rounded_up(share: float) -> float:
    with localcontext(prec=_DIGITS, rounding=ROUND_CEILING) as context:
        return float(context.create_decimal_from_float(share))


def at_most(seen: int, orders: int, rate: float) -> float:
    """Return the probability that at most `seen` of the orders are harmed at this `rate`."""
    if seen >= orders or rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    if seen > orders * rate:  # the shorter tail: count the orders without harm instead
        return 1 - at_most(orders - seen - 1, orders, 1 - rate)
    term = math.exp(_log_choose(orders, seen) + seen * math.log(rate) + (orders - seen) * math.log1p(-rate))
    total, odds = term, (1 - rate) / rate
    for count in range(seen, 0, -1):
        term *= odds * count / (orders - count + 1)
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return min(total, 1.0)


def _log_choose(orders: int, seen: int) -> float:
    return math.lgamma(orders + 1) - math.lgamma(seen + 1) - math.lgamma(orders - seen + 1)
