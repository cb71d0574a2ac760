"""The interval of a paired difference, from one difference per seed.

The seed is the unit: orders of one run share its outages, so they are no independent observations, and runs of two
variants with the same seed are no two samples. The interval is Student's t for the mean of the differences. Its
variance is that of the differences and of one event more and one event less: a harm that no run has shown yet is not
thereby impossible, and an interval of no width would say that it is. Agresti and Min (Statistics in Medicine 24, 2005)
add such observations to paired counts; with none seen in n seeds the limit is close to three events in n seeds, the
"rule of three".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from golive.sweep.matrix.student import quantile


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of the differences, and the limits of what it may be on average over all seeds."""

    mean: float
    low: float
    high: float


def interval(differences: Sequence[float], error: float, event: float = 0.0) -> Interval | None:
    """Return the interval at a confidence of one minus `error`; None for fewer than two differences.

    `event` is the size of one event: 1 for a count of orders, 0 for what is measured and not counted.
    """
    count = len(differences)
    if count < 2:
        return None
    mean = math.fsum(differences) / count
    squares = math.fsum((each - mean) ** 2 for each in differences) + 2 * event**2
    reach = quantile(error, count - 1) * math.sqrt(squares / (count - 1) / count)
    return Interval(mean, mean - reach, mean + reach)
