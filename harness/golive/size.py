"""How large a run will be, estimated from its scenario before it starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from golive.errors import TooLarge
from golive.keys.value_kinds import DAY_MS, show_duration
from golive.scenario import Scenario
from golive.workloads.demand import Demand

ORDER_MEMORY, ORDER_LEDGER = 24_000, 7_000
"""Bytes of an order in memory and in the ledger: `black-friday` with the reference has 21,900 and 6,800."""
SKU_MEMORY = 2_000
"""Bytes of an article in memory: 1,000,000 of them have 1.9 GB."""
BASE_MEMORY = 70_000_000
"""Bytes of a process without orders: `calm` of ten minutes has 71,000,000."""
DAY_LEDGER = 900_000
"""Bytes of the ledger of a day without orders: `calm` with the reference, which polls, has 880,000."""
ORDERS_A_SECOND, SKUS_A_SECOND, DAYS_A_SECOND = 1_000, 20_000, 3

MOST = {
    "orders": 500_000,
    "articles": 200_000,
    "days": 120,
    "gigabytes of memory": 8,
    "gigabytes of ledger": 8,
}
"""What is run without a question."""
LARGEST = {name: 200 * most for name, most in MOST.items()}
"""What is not run at all."""

_SETTINGS = {
    "orders": "traffic.orders.base or clock.duration",
    "articles": "shop.catalog.skus or erp.volume.items",
    "days": "clock.duration and clock.settle",
    "gigabytes of memory": "traffic.orders.base, clock.duration or shop.catalog.skus",
    "gigabytes of ledger": "traffic.orders.base or clock.duration",
}
_GIGA = 1_000_000_000


CONFIRMED = "GOLIVE_YES"
"""Set in the environment: runs that are larger than usual are run without a question."""


@dataclass(frozen=True, slots=True)
class Size:
    """The estimate: bytes, and the seconds that it takes on one processor."""

    orders: int
    articles: int
    days: float
    memory_bytes: int
    ledger_bytes: int
    seconds: int

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have a limit, by the names of MOST."""
        return {
            "orders": self.orders,
            "articles": self.articles,
            "days": self.days,
            "gigabytes of memory": self.memory_bytes / _GIGA,
            "gigabytes of ledger": self.ledger_bytes / _GIGA,
        }

    def beyond(self, limits: Mapping[str, float]) -> str:
        """The first figure that is beyond its limit; "" where none is."""
        return next((name for name, figure in self.figures.items() if figure > limits[name]), "")

    def __str__(self) -> str:
        return (
            f"about {self.orders:,} orders and {self.articles:,} articles over {self.days:,.0f} days: "
            f"{self.memory_bytes / _GIGA:,.1f} GB of memory, {self.ledger_bytes / _GIGA:,.1f} GB of ledger, "
            f"{show_duration(self.seconds * 1000)} of processor time"
        )


def is_confirmed() -> bool:
    """Whether the environment confirms large runs."""
    return bool(os.environ.get(CONFIRMED))


def estimate(scenario: Scenario) -> Size:
    """Return how large a run of the scenario will be."""
    clock, skus = scenario.clock, scenario.shop.catalog.skus + scenario.erp.volume.items
    orders = int(Demand(scenario.traffic.orders, clock.start).expected(0, clock.duration_ms))
    days = (clock.duration_ms + clock.settle_ms) / DAY_MS
    return Size(
        orders,
        skus,
        days,
        BASE_MEMORY + orders * ORDER_MEMORY + skus * SKU_MEMORY,
        int(orders * ORDER_LEDGER + days * DAY_LEDGER),
        int(orders / ORDERS_A_SECOND + skus / SKUS_A_SECOND + days / DAYS_A_SECOND) + 1,
    )


def check(scenario: Scenario, *, is_confirmed: bool) -> None:
    """Raises TooLarge for a run beyond LARGEST, or, where it is not confirmed, for one beyond MOST."""
    size = estimate(scenario)
    for limits, cure in ((LARGEST, ""), (MOST, "; add --yes (or set GOLIVE_YES=1) if it is meant")):
        name = size.beyond(limits)
        if name and not (cure and is_confirmed):
            raise TooLarge(
                f"{scenario.name}: expected at most {limits[name]:,} {name}, the run would have "
                f"{size.figures[name]:,.0f} ({size}); lower {_SETTINGS[name]}{cure}"
            )
