"""Distributions of latencies: constant, uniform, normal, lognormal, Pareto, and measured samples.

The same conventions as in `golive.keys.value_kinds`: a parser raises ValueError with a hint and reads the output of its
printer. A distribution gives the duration at a quantile, so that chance stays an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from statistics import NormalDist

from golive.keys.schema_patterns import FORWARDS
from golive.keys.value_kinds import (
    DURATION_RANGE,
    SPAN,
    Kind,
    Range,
    parse_duration,
    pattern,
    require,
    show_duration,
)

_NORMAL = NormalDist()
_P99_SIGMAS = _NORMAL.inv_cdf(0.99)
_NEAREST_TO_CERTAIN = 1e-12
_MOST_SAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every duration from `low_ms` to `high_ms` is equally likely; a constant when they are the same."""

    low_ms: int
    high_ms: int

    def sample(self, u: float) -> int:
        """The duration in ms at the quantile u, 0 <= u < 1."""
        return self.low_ms + int(u * (self.high_ms - self.low_ms + 1))


@dataclass(frozen=True, slots=True)
class Normal:
    """Around a mean, half of them within two thirds of the standard deviation; none below 0."""

    mean_ms: int
    deviation_ms: int

    def sample(self, u: float) -> int:
        """The duration in ms at the quantile u, 0 <= u < 1."""
        return max(0, round(self.mean_ms + self.deviation_ms * _NORMAL.inv_cdf(_inside(u))))


@dataclass(frozen=True, slots=True)
class Lognormal:
    """The usual shape of a latency: half below the median, one in a hundred above p99, none above 10 x p99."""

    median_ms: int
    p99_ms: int

    def sample(self, u: float) -> int:
        """The duration in ms at the quantile u, 0 <= u < 1."""
        sigma = log(self.p99_ms / self.median_ms) / _P99_SIGMAS
        return min(round(self.median_ms * exp(sigma * _NORMAL.inv_cdf(_inside(u)))), 10 * self.p99_ms)


@dataclass(frozen=True, slots=True)
class Pareto:
    """A heavy tail: none below the least, one in a hundred above p99, none above 100 x p99."""

    least_ms: int
    p99_ms: int

    def sample(self, u: float) -> int:
        """The duration in ms at the quantile u, 0 <= u < 1."""
        by_hundred = log(self.p99_ms / self.least_ms) / log(100)
        return min(round(self.least_ms * exp(-by_hundred * log(1 - _inside(u)))), 100 * self.p99_ms)


@dataclass(frozen=True, slots=True)
class Samples:
    """Measured durations, each as likely as the others."""

    measured_ms: tuple[int, ...]

    def sample(self, u: float) -> int:
        """The duration in ms at the quantile u, 0 <= u < 1."""
        return self.measured_ms[int(u * len(self.measured_ms))]


Distribution = Uniform | Normal | Lognormal | Pareto | Samples


def _inside(u: float) -> float:
    return min(max(u, _NEAREST_TO_CERTAIN), 1 - _NEAREST_TO_CERTAIN)


def parse_distribution(text: str) -> Distribution:
    """Parses a constant, a range, or a distribution by its name, as `DISTRIBUTION` lists them."""
    shape = text.partition(" ")[0]
    if shape == "samples":
        spans = text.split(" ")[1:]
        if not 2 <= len(spans) <= _MOST_SAMPLES:
            raise ValueError(f"write samples and 2 to {_MOST_SAMPLES:,} measured durations")
        return Samples(tuple(sorted(parse_duration(span) for span in spans)))
    if shape == "normal":
        found = require(
            r"normal ([0-9a-z]+) sd ([0-9a-z]+)", text, "write normal, the mean, sd, the standard deviation"
        )
        return Normal(parse_duration(found[1]), parse_duration(found[2]))
    if shape in ("lognormal", "pareto"):
        least = "the median" if shape == "lognormal" else "the least"
        found = require(
            rf"{shape} ([0-9a-z]+) p99 ([0-9a-z]+)", text, f"write {shape}, {least}, p99, its value"
        )
        least_ms, p99_ms = parse_duration(found[1]), parse_duration(found[2])
        if not 0 < least_ms < p99_ms:
            raise ValueError(f"{least} must be above zero and below p99")
        return Lognormal(least_ms, p99_ms) if shape == "lognormal" else Pareto(least_ms, p99_ms)
    bounds = DURATION_RANGE.parse(text)
    return Uniform(bounds.low, bounds.high)


def show_distribution(distribution: Distribution) -> str:
    """A distribution as `parse_distribution` reads it."""
    match distribution:
        case Lognormal():
            low, high = distribution.median_ms, distribution.p99_ms
            return f"lognormal {show_duration(low)} p99 {show_duration(high)}"
        case Pareto():
            low, high = distribution.least_ms, distribution.p99_ms
            return f"pareto {show_duration(low)} p99 {show_duration(high)}"
        case Normal():
            low, high = distribution.mean_ms, distribution.deviation_ms
            return f"normal {show_duration(low)} sd {show_duration(high)}"
        case Samples():
            return " ".join(("samples", *map(show_duration, distribution.measured_ms)))
        case Uniform():
            return DURATION_RANGE.show(Range(distribution.low_ms, distribution.high_ms))


DISTRIBUTION: Kind[Distribution] = Kind(
    "distribution",
    "a latency such as 400ms, 200ms..2s, lognormal 400ms p99 6s, normal 400ms sd 90ms, pareto 200ms p99 8s or "
    "samples 90ms 120ms 3s",
    parse_distribution,
    show_distribution,
    pattern(
        rf"{SPAN}(?:\.\.{SPAN})?",
        rf"(?:lognormal|pareto) {SPAN} p99 {SPAN}",
        rf"normal {SPAN} sd {SPAN}",
        rf"samples(?: {SPAN}){{2,1000}}",
        unless=FORWARDS,
    ),
)
