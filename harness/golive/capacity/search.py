"""The highest value at which something holds, by doubling and bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log, log2, sqrt


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest value that held, and the lowest that did not.

    `held` is 0 where nothing held, `failed` is None where the largest value held.
    """

    held: float
    failed: float | None


def highest(holds: Callable[[float], bool], least: float, most: float, precision: float) -> Highest:
    """Search from `least` to `most`: doubled until it does not hold, then bisected.

    Held and failed are at most the factor 1 + `precision` apart. What holds at a value is taken to hold at all lower
    ones. Raises ValueError unless 0 < least <= most and precision > 0.
    """
    if not 0 < least <= most or precision <= 0:
        raise ValueError(f"expected 0 < least <= most and a precision, got {least}, {most}, {precision}")
    held, value = 0.0, least
    while holds(value):
        held = value
        if value >= most:
            return Highest(held, None)
        value = min(most, 2 * value)
    failed = value
    while held and failed > held * (1 + precision):
        middle = sqrt(held * failed)
        if holds(middle):
            held = middle
        else:
            failed = middle
    return Highest(held, failed)


def most_steps(least: float, most: float, precision: float) -> int:
    """The most values that `highest` tries."""
    doublings = ceil(log2(most / least)) + 1
    return doublings + ceil(log2(max(1.0, log(2) / log(1 + precision))))
