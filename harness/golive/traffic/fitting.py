"""Fitting the parameters of a scenario to the statistics of an export."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from golive.errors import TrafficProblem
from golive.keys.value_kinds import HOUR_MS
from golive.scenario import Baskets
from golive.traffic.calendar import Shape, shape
from golive.traffic.popularity import fitted
from golive.traffic.survey import Survey

MOST = 100
"""Baskets of more lines, and lines of more units, count as this many."""
FEWEST_ORDERS = 50


@dataclass(frozen=True, slots=True)
class Fit:
    """`start_ms` and `end_ms` are full hours on the merchant's clock. `sizes`, `units`: shares of 1, 2, 3 ...

    Shares are None, and `prices` too, where the export has no column for them.
    """

    orders: int
    lines: int
    start_ms: int
    end_ms: int
    shape: Shape
    sizes: tuple[float, ...]
    units: tuple[float, ...]
    exponent: float
    skus: int
    bestseller_units: float
    """Units of the best selling article in an order, in the mean."""
    prices: tuple[int, int] | None
    guests: float | None
    returning: float | None
    cancelled: float | None
    returned: float | None


def fit(
    survey: Survey, rng: random.Random, *, has_customers: bool, has_status: bool, has_returns: bool
) -> Fit:
    """The fit. Raises TrafficProblem for an export that is too small."""
    if survey.orders < FEWEST_ORDERS or not survey.sold:
        raise TrafficProblem(
            f"expected at least {FEWEST_ORDERS} orders with lines to fit traffic to, got {survey.orders}"
        )
    placed = survey.placed
    start_ms, end_ms = placed[0] // HOUR_MS * HOUR_MS, (placed[-1] // HOUR_MS + 1) * HOUR_MS
    sizes, units = shares(survey.sizes), shares(survey.units)
    counts = sorted(survey.sold.values(), reverse=True)
    exponent, skus = fitted(counts, Baskets(sizes=sizes, units=units), rng)
    mean_units = sum(number * share for number, share in enumerate(units, 1))
    return Fit(
        orders=survey.orders,
        lines=sum(counts),
        start_ms=start_ms,
        end_ms=end_ms,
        shape=shape(placed, start_ms, end_ms),
        sizes=sizes,
        units=units,
        exponent=exponent,
        skus=max(skus, len(sizes)),
        bestseller_units=counts[0] / survey.orders * mean_units,
        prices=_prices(survey.prices),
        guests=survey.guests if has_customers else None,
        returning=survey.returning if has_customers else None,
        cancelled=survey.cancelled if has_status else None,
        returned=survey.returned if has_returns else None,
    )


def shares(counts: Counter[int]) -> tuple[float, ...]:
    """Shares of 1, 2, 3 ... up to the highest count there is."""
    folded: Counter[int] = Counter()
    for number, count in counts.items():
        folded[min(number, MOST)] += count
    total = folded.total()
    return tuple(folded[number] / total for number in range(1, max(folded) + 1))


def _prices(cents: dict[str, int]) -> tuple[int, int] | None:
    """From the cheapest to the dearest article but for a twentieth at each end, in whole currency units."""
    if not cents:
        return None
    ordered = sorted(cents.values())
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    return min(100_000, max(1, low // 100)), min(100_000, max(1, -(-high // 100)))
