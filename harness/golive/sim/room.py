"""The room that a program has at a speed: whether it can do its work if every call costs a round trip."""

from __future__ import annotations

CALLS_AN_ORDER = 10
"""Calls of an order that are assumed before any are counted."""
SHARE = 0.5
"""The share of a time budget that round trips may take."""
MOST_AUTOMATIC = 600.0
_STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def safe_speed(orders: float, calls: float, window_ms: float, trip_ms: float) -> float:
    """Return the speed up to which a program that does one call after the other keeps up.

    `orders` arrive within `window_ms` of simulated time and make `calls` calls each; a round trip takes `trip_ms` of
    real time. Rounded down to one of 1, 1.5, 2, 3, 5, 7 times a power of ten.
    """
    work_ms = max(1.0, orders) * max(1.0, calls) * max(trip_ms, 0.001)
    return rounded_down(SHARE * window_ms / work_ms)


def rounded_down(speed: float) -> float:
    """Return the largest round speed that is not above this one; at least 0.01."""
    power = 0.01
    while power * 10 <= speed:
        power *= 10
    steps = [power * step for step in _STEPS if power * step <= speed]
    return round(max(steps, default=0.01), 4)
