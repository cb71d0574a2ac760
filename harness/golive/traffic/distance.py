"""How far synthetic traffic is from an export, figure by figure.

Distributions are compared by the Kolmogorov-Smirnov distance: the largest difference between the shares of both that
lie below any value. 0 is the same, 100 % has nothing in common.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import sqrt

from golive.keys.value_kinds import DAY_MS, HOUR_MS, MINUTE_MS
from golive.workloads.demand import MONDAY

WEEK_MS = 7 * DAY_MS
NOISE = 1.63
"""Two samples of one source differ by more than this / sqrt(n) once in a hundred times."""
CLOSE, ALIKE = 0.05, 0.10


@dataclass(frozen=True, slots=True)
class Sample:
    """Orders of one side: when they came (ms, in order), and counts of lines, of units, and lines sold by rank."""

    placed: Sequence[int]
    sizes: Counter[int]
    units: Counter[int]
    sold: Sequence[int]


@dataclass(frozen=True, slots=True)
class Distance:
    """One row. `share` is from 0 to 1; `noise` is what chance alone would explain."""

    what: str
    export: str
    synthetic: str
    share: float
    noise: float

    @property
    def word(self) -> str:
        """`same` where chance alone would explain the distance."""
        if self.share <= self.noise:
            return "same"
        if self.share <= CLOSE:
            return "close"
        return "alike" if self.share <= ALIKE else "different"


def distances(export: Sample, synthetic: Sample, has_times: bool) -> list[Distance]:
    """The rows in which both sides are counted. Without times of day, those about them are left out."""
    rows = [_of_counts("articles in an order", export.sizes, synthetic.sizes, _mean)]
    rows.append(_of_counts("units of an article", export.units, synthetic.units, _mean))
    rows.append(
        _of_counts(
            "popularity of articles", _ranks(export.sold), _ranks(synthetic.sold), _top_of(export.sold)
        )
    )
    both = (export.placed, synthetic.placed)
    rows.append(
        _of_times("days of the week", *both, lambda at: (at + MONDAY * DAY_MS) % WEEK_MS // DAY_MS, _weekend)
    )
    rows.append(_of_times("course of the whole time", *both, lambda at: at, _halves))
    if has_times:
        rows.insert(0, _of_times("time of day", *both, lambda at: at % DAY_MS // MINUTE_MS, _evening))
        rows.insert(1, _of_gaps(*both))
    return rows


def compared(what: str, found: float, written: float, orders: int) -> Distance:
    """A share that the scenario states directly."""
    return Distance(what, f"{found:.1%}", f"{written:.1%}", abs(found - written), 1 / sqrt(orders))


def _of_times(
    what: str, export: Sequence[int], synthetic: Sequence[int], fold: Callable[[int], int], form: _Format
) -> Distance:
    sides = [Counter(fold(at) for at in side) for side in (export, synthetic)]
    return Distance(
        what, form(export), form(synthetic), largest_gap(*sides), noise(len(export), len(synthetic))
    )


def _of_gaps(export: Sequence[int], synthetic: Sequence[int]) -> Distance:
    sides = [Counter(later - sooner for sooner, later in pairwise(side)) for side in (export, synthetic)]
    one, other = (f"{_median(side) / 1000:,.0f} s in the middle" for side in sides)
    return Distance(
        "time between orders", one, other, largest_gap(*sides), noise(len(export), len(synthetic))
    )


def _of_counts(
    what: str, export: Counter[int], synthetic: Counter[int], form: Callable[[Counter[int]], str]
) -> Distance:
    return Distance(
        what,
        form(export),
        form(synthetic),
        largest_gap(export, synthetic),
        noise(export.total(), synthetic.total()),
    )


def largest_gap(one: Mapping[int, int], other: Mapping[int, int]) -> float:
    """Kolmogorov-Smirnov distance from counts by value; 1 where a side is empty."""
    values = sorted(one.keys() | other.keys())
    all_one, all_other = sum(one.values()), sum(other.values())
    if not all_one or not all_other:
        return 1.0
    ones = accumulate(one.get(value, 0) for value in values)
    others = accumulate(other.get(value, 0) for value in values)
    return max(abs(a / all_one - b / all_other) for a, b in zip(ones, others, strict=True))


def noise(one: int, other: int) -> float:
    """The distance that chance explains; 1 for an empty sample."""
    return NOISE * sqrt((one + other) / (one * other)) if one and other else 1.0


def _ranks(sold: Sequence[int]) -> Counter[int]:
    return Counter(dict(enumerate(sold, 1)))


def _mean(counts: Counter[int]) -> str:
    total = counts.total()
    return f"{sum(value * count for value, count in counts.items()) / total if total else 0:.2f} in the mean"


def _top_of(sold: Sequence[int]) -> Callable[[Counter[int]], str]:
    """What the same number of bestsellers sells on both sides: a tenth of those in the export."""
    top = max(1, len(sold) // 10)

    def form(ranks: Counter[int]) -> str:
        share = sum(ranks[rank] for rank in range(1, top + 1)) / max(1, ranks.total())
        return f"the first {top} sell {share:.0%}"

    return form


_Format = Callable[[Sequence[int]], str]


def _evening(placed: Sequence[int]) -> str:
    return f"{_share(placed, lambda at: at % DAY_MS >= 17 * HOUR_MS):.0%} after 17:00"


def _weekend(placed: Sequence[int]) -> str:
    return f"{_share(placed, lambda at: (at // DAY_MS + MONDAY) % 7 >= 5):.0%} at weekends"


def _halves(placed: Sequence[int]) -> str:
    if not placed:
        return "no orders"
    middle = bisect_right(placed, (placed[0] + placed[-1]) // 2)
    return f"{middle / len(placed):.0%} in the first half"


def _share(placed: Sequence[int], holds: Callable[[int], bool]) -> float:
    return sum(1 for at in placed if holds(at)) / max(1, len(placed))


def _median(counts: Counter[int]) -> int:
    half, below = counts.total() / 2, 0
    for value in sorted(counts):
        below += counts[value]
        if below >= half:
            return value
    return 0
