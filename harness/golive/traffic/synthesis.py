"""Synthetic traffic over the time of an export, by the same generator that runs use."""

from __future__ import annotations

from collections import Counter

from golive.keys.times import Instant
from golive.scenario import Scenario
from golive.sim.seeding import stream
from golive.traffic.distance import Sample
from golive.workloads.arrivals import arrivals
from golive.workloads.baskets import Shelf
from golive.workloads.demand import Demand

MOST_BASKETS = 200_000


def synthetic(scenario: Scenario, seed: int, start_ms: int, end_ms: int) -> Sample:
    """What the scenario's customers buy between two instants of its local clock; of very many, the first baskets."""
    demand = Demand(scenario.traffic.orders, Instant(start_ms, 0))
    came = arrivals(demand, end_ms - start_ms, stream(seed, "workload.arrivals"))
    placed = [start_ms + offset_ms for offset_ms in came]
    catalog = scenario.shop.catalog
    shelf = Shelf(
        [str(rank) for rank in range(catalog.skus)],
        catalog.popularity.exponent,
        scenario.traffic.baskets,
        stream(seed, "workload.baskets"),
    )
    sizes: Counter[int] = Counter()
    units: Counter[int] = Counter()
    sold: Counter[str] = Counter()
    for _ in range(min(len(placed), MOST_BASKETS)):
        basket = shelf.basket()
        sizes[len(basket)] += 1
        for sku, quantity in basket:
            sold[sku] += 1
            units[quantity] += 1
    return Sample(placed, sizes, units, sorted(sold.values(), reverse=True))
