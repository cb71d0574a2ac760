"""Durations, percentiles and lists in words."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from golive.keys.value_kinds import show_duration


def duration(ms: float) -> str:
    """A duration: whole milliseconds below a second, whole seconds from then on."""
    whole = round(ms)
    return show_duration(round(whole / 1000) * 1000 if whole >= 1000 else whole)


def percentile(values: Sequence[int], percent: int) -> int:
    """The smallest of the values that at least `percent` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def median(values: Sequence[int]) -> float:
    """The median."""
    return statistics.median(values)
