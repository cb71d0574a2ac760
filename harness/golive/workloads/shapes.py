"""How a day and a week of orders look, as weights by hour and by weekday.

They describe the kind of buyer, not the volume.

The curves follow no single shop: consumers buy in the evening and hardly at night, businesses in office hours.
"""

from __future__ import annotations

from collections.abc import Sequence

DAYS: dict[str, tuple[float, ...]] = {
    "flat": (1.0,) * 24,
    "shop": (
        0.35, 0.2, 0.12, 0.1, 0.12, 0.2, 0.4, 0.65, 0.9, 1.1, 1.25, 1.3,
        1.3, 1.25, 1.2, 1.2, 1.25, 1.35, 1.5, 1.7, 1.9, 1.8, 1.3, 0.76,
    ),
    "b2b": (
        0.05, 0.03, 0.03, 0.03, 0.05, 0.2, 0.7, 1.6, 2.4, 2.7, 2.7, 2.4,
        1.6, 2.0, 2.3, 2.1, 1.5, 0.8, 0.35, 0.2, 0.12, 0.08, 0.05, 0.05,
    ),
}  # fmt: skip
"""Weights of the hours from midnight to midnight; only their proportions count."""

WEEKS: dict[str, tuple[float, ...]] = {
    "even": (1.0,) * 7,
    "shop": (1.1, 1.0, 0.95, 0.95, 0.9, 0.9, 1.2),
    "b2b": (1.3, 1.35, 1.3, 1.25, 1.05, 0.15, 0.1),
}
"""Weights of the days from Monday to Sunday."""


def levelled(written: Sequence[float | str], named: dict[str, tuple[float, ...]]) -> tuple[float, ...] | None:
    """The weights behind a name or a list, with a mean of 1; None where all are alike."""
    first = written[0]
    weights = named[first] if isinstance(first, str) else [float(each) for each in written]
    mean = sum(weights) / len(weights)
    if all(weight == weights[0] for weight in weights):
        return None
    return tuple(weight / mean for weight in weights)
