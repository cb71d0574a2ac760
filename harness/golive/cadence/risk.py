"""The probability that more units are sold within a time than there are in stock.

Units per hour are a Poisson count whose rate varies from hour to hour by a gamma distribution, so the count of an hour
is negative binomial (Greenwood and Yule, Journal of the Royal Statistical Society 83, 1920). Within an hour the rate
stays; the rates of different hours are independent. Without variation the count is Poisson.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_FAR = 40.0
"""Standard deviations beyond which a probability is 0."""
_FEW_HOURS = 24
_NEGLIGIBLE = 1e-17
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Velocity:
    """Units sold per hour: their mean, and the shape of the gamma distribution of the rate; inf: it is constant."""

    per_hour: float
    shape: float = math.inf

    @classmethod
    def of(cls, hours: float, units: float, squares: float) -> Velocity:
        """The velocity from the sum of the units of all hours, and that of their squares (method of moments).

        Less than a day tells little about how hours differ: the rate counts as constant.
        """
        mean = units / hours
        if hours < _FEW_HOURS:
            return cls(mean)
        variance = (squares - hours * mean * mean) / (hours - 1)
        return cls(mean, mean * mean / (variance - mean) if variance > mean > 0 else math.inf)

    def seen_of(self, share: float) -> Velocity:
        """The velocity of a share of the sales, each drawn by chance: the rate varies as before."""
        return Velocity(self.per_hour * share, self.shape)


def more_than(stock: int, velocity: Velocity, hours: float) -> float:
    """Return the probability that more than `stock` units are sold in that time."""
    mean = velocity.per_hour * hours
    if stock < 0:
        return 1.0
    if mean <= 0:
        return 0.0
    shape = velocity.shape * max(1.0, hours)
    variance = mean + (mean * mean / shape if math.isfinite(shape) else 0.0)
    if stock > mean + _FAR * math.sqrt(variance) + _FAR:
        return 0.0
    if stock < mean:
        return max(0.0, 1 - _sum_down(stock, mean, shape))
    return _sum_up(stock + 1, mean, shape)


def longest_hours(stock: int, velocity: Velocity, risk: float, most_hours: float) -> float:
    """Return the longest time in which more than `stock` units are sold with at most this probability.

    0 where there is no stock to be sold and something sells; at most `most_hours`.
    """
    if more_than(stock, velocity, most_hours) <= risk:
        return most_hours
    low, high = 0.0, most_hours
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if more_than(stock, velocity, middle) <= risk:
            low = middle
        else:
            high = middle
        if high - low < 1e-6 * high:
            break
    return low


def _log_term(count: int, mean: float, shape: float) -> float:
    """Return the logarithm of the probability of a count."""
    if math.isinf(shape):
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    return (
        math.lgamma(count + shape)
        - math.lgamma(shape)
        - math.lgamma(count + 1)
        + shape * math.log(shape / (shape + mean))
        + count * math.log(mean / (shape + mean))
    )


def _ratio(count: int, mean: float, shape: float) -> float:
    """Return the probability of a count, from 1 on, divided by that of the count before it."""
    if math.isinf(shape):
        return mean / count
    return (count - 1 + shape) / count * mean / (shape + mean)


def _sum_down(count: int, mean: float, shape: float) -> float:
    """Return the probability of at most `count`, which is below the mean."""
    term = total = math.exp(_log_term(count, mean, shape))
    while count > 0 and term > total * _NEGLIGIBLE:
        term /= _ratio(count, mean, shape)
        total += term
        count -= 1
    return total


def _sum_up(count: int, mean: float, shape: float) -> float:
    """Return the probability of at least `count`, which is above the mean."""
    term = total = math.exp(_log_term(count, mean, shape))
    while term > total * _NEGLIGIBLE:
        count += 1
        term *= _ratio(count, mean, shape)
        total += term
    return min(total, 1.0)
