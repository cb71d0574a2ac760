"""Rates, their bounds and the confidence as text."""

from __future__ import annotations

import math

from golive.record.batch import Bound
from golive_reports.words.text import number


def rate(share: float) -> str:
    """Return a limit as a percentage with two significant digits, never rounded down: `0.15 %`."""
    percent = share * 100
    if percent <= 0:
        return "0 %"
    if percent >= 10:
        return f"{number(min(math.ceil(percent * 10 - 1e-9) / 10, 100.0), 1)} %"
    places = 1 - math.floor(math.log10(percent))
    scale: float = 10.0**places
    return f"{math.ceil(percent * scale - 1e-9) / scale:.{places}f} %"


def limit(bound: Bound) -> str:
    """Return `below 0.15 %`, or a text for a bound without orders."""
    return "no estimate" if bound.below is None else f"below {rate(bound.below)}"


def confidence(bounds: tuple[Bound, ...]) -> str:
    """Return the confidence of the bounds: `95 %`."""
    return f"{number(bounds[0].confidence * 100, 1)} %" if bounds else ""
