"""Robust tests for growth over a long run, after Mann and Kendall, and Theil and Sen. Standard library only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from golive.keys.value_kinds import HOUR_MS

LEAST_WINDOWS = 6
SIGNIFICANT = 2.33
"""The normal score beyond which fewer than one in a hundred random series grow like this."""


def windows(start_ms: int, end_ms: int) -> list[tuple[int, int]]:
    """Return whole hours of a run as (from, to) in ms, or days where it lasts a week; none where there are too few.

    Daily cycles do not end within a window of a day, and an hour of one day is not compared with that of another.
    """
    step_ms = HOUR_MS if end_ms - start_ms < 7 * 24 * HOUR_MS else 24 * HOUR_MS
    count = (end_ms - start_ms) // step_ms
    if count < LEAST_WINDOWS:
        return []
    return [(start_ms + each * step_ms, start_ms + (each + 1) * step_ms) for each in range(count)]


def slope(values: Sequence[float]) -> float:
    """Return the median slope between all pairs of values, per step."""
    pairs = [
        (later - earlier) / (j - i)
        for i, earlier in enumerate(values)
        for j, later in enumerate(values[i + 1 :], i + 1)
    ]
    return median(pairs) if pairs else 0.0


def score(values: Sequence[float]) -> float:
    """Return the normal score of the Mann-Kendall test: positive for growth. Ties count half."""
    count = len(values)
    balance = sum(
        (later > earlier) - (later < earlier) for i, earlier in enumerate(values) for later in values[i + 1 :]
    )
    variance = count * (count - 1) * (2 * count + 5) / 18
    if not balance or not variance:
        return 0.0
    return (balance - math.copysign(1, balance)) / math.sqrt(variance)


def grows(values: Sequence[float], by: float) -> bool:
    """Whether the values grow from the first to the last window, by chance hardly so, and by at least `by`.

    A series that has fallen back below its middle at the end is a wave, and no trend.
    """
    if len(values) < LEAST_WINDOWS or score(values) < SIGNIFICANT:
        return False
    third = len(values) // 3
    middle, last = median(values[third:-third]), median(values[-third:])
    return slope(values) * (len(values) - 1) >= by and last >= middle
