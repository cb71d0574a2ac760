"""Bounds that chance stays within with a stated confidence, computed exactly; nothing here knows the generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist


def poisson(mean: float, confidence: float) -> tuple[int, int]:
    """The counts between which a Poisson variable lies; either tail beyond holds at most half of the rest."""
    return _central(lambda k: exp(k * log(mean) - mean - lgamma(k + 1)), int(mean * 2 + 60), confidence)


def binomial(trials: int, share: float, confidence: float) -> tuple[int, int]:
    """The same for successes out of so many trials."""
    whole = lgamma(trials + 1)

    def mass(k: int) -> float:
        ways = whole - lgamma(k + 1) - lgamma(trials - k + 1)
        return exp(ways + k * log(share) + (trials - k) * log1p(-share))

    return _central(mass, trials, confidence)


def _central(mass: Callable[[int], float], most: int, confidence: float) -> tuple[int, int]:
    tail = (1 - confidence) / 2
    low, below = 0, mass(0)
    while below <= tail:
        low += 1
        below += mass(low)
    high, above = most, mass(most)
    while above <= tail:
        high -= 1
        above += mass(high)
    return low, high


def chi_square(seen: Sequence[float], expected: Sequence[float]) -> float:
    return sum((count - mean) ** 2 / mean for count, mean in zip(seen, expected, strict=True))


def chi_square_bounds(freedom: int, confidence: float) -> tuple[float, float]:
    """Where chi-square lies: too good a fit is as suspect as too bad a one."""
    tail = (1 - confidence) / 2
    return _quantile(freedom, tail), _quantile(freedom, 1 - tail)


def _quantile(freedom: int, share: float) -> float:
    low, high = 0.0, 10.0 * freedom + 100
    for _ in range(80):
        middle = (low + high) / 2
        if gamma_share(freedom / 2, middle / 2) < share:
            low = middle
        else:
            high = middle
    return high


def gamma_share(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function, by its series."""
    if x <= 0:
        return 0.0
    term = total = 1 / shape
    place = shape
    while term > total * 1e-15:
        place += 1
        term *= x / place
        total += term
    return min(1.0, total * exp(shape * log(x) - x - lgamma(shape)))


def pooled(seen: Sequence[int], expected: Sequence[float], least: float = 8) -> tuple[list[int], list[float]]:
    """Neighbouring cells put together until each expects at least so many."""
    counts, means = [0], [0.0]
    for count, mean in zip(seen, expected, strict=True):
        if means[-1] >= least:
            counts.append(0)
            means.append(0.0)
        counts[-1] += count
        means[-1] += mean
    if len(means) > 1 and means[-1] < least:
        counts[-2:] = [sum(counts[-2:])]
        means[-2:] = [sum(means[-2:])]
    return counts, means


def kolmogorov(sample: Sequence[float], share_below: Callable[[float], float]) -> float:
    """The largest gap between a sample and a continuous distribution."""
    ordered, count = sorted(sample), len(sample)
    gaps = [(share_below(x), at) for at, x in enumerate(ordered)]
    return max(max(share - at / count, (at + 1) / count - share) for share, at in gaps)


def kolmogorov_bound(count: int, confidence: float) -> float:
    """What that gap stays below, for large samples."""
    return sqrt(-log((1 - confidence) / 2) / (2 * count))


def zipf_exponent(counts: Sequence[int]) -> tuple[float, float]:
    """The likeliest exponent of sales by true rank, and its standard error."""
    sold = sum(counts)
    logs = [log(rank) for rank in range(1, len(counts) + 1)]
    mean = sum(count * each for count, each in zip(counts, logs, strict=True)) / sold
    low, high = 0.0, 5.0
    for _ in range(60):
        exponent = (low + high) / 2
        if _moments(logs, exponent)[0] > mean:
            low = exponent
        else:
            high = exponent
    return high, 1 / sqrt(sold * _moments(logs, high)[1])


def _moments(logs: Sequence[float], exponent: float) -> tuple[float, float]:
    """Mean and variance of the logarithm of the rank."""
    weights = [exp(-exponent * each) for each in logs]
    total = sum(weights)
    mean = sum(weight * each for weight, each in zip(weights, logs, strict=True)) / total
    return mean, sum(weight * (each - mean) ** 2 for weight, each in zip(weights, logs, strict=True)) / total


def sigmas(confidence: float) -> float:
    """How many standard errors either way hold that share of a normal variable."""
    return NormalDist().inv_cdf((1 + confidence) / 2)
