"""A made-up merchant whose figures are known exactly, and the export of their orders.

Written without the generator under test: what the fit recovers is not its own assumption.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

HOURS = (
    0.2, 0.1, 0.1, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0, 1.2, 1.3, 1.3,
    1.2, 1.2, 1.1, 1.1, 1.3, 1.5, 1.8, 2.2, 2.2, 1.8, 1.0, 0.5,
)  # fmt: skip
DAYS = (1.2, 1.0, 0.9, 0.9, 0.8, 0.7, 1.5)
HEADER = "order_id,placed_at,customer_id,sku,qty,price,status,returned_qty"


@dataclass(frozen=True, slots=True)
class Merchant:
    per_hour: float = 30.0
    days: int = 28
    exponent: float = 1.1
    skus: int = 500
    sizes: tuple[float, ...] = (0.55, 0.25, 0.1, 0.1)
    units: tuple[float, ...] = (0.85, 0.1, 0.05)
    guests: float = 0.35
    cancelled: float = 0.06
    returned: float = 0.11

    def rows(self, seed: int = 1) -> Iterator[tuple[str, ...]]:
        rng = random.Random(seed)
        mean = sum(HOURS) / 24 * sum(DAYS) / 7
        skus = list(accumulate(rank**-self.exponent for rank in range(1, self.skus + 1)))
        number = 0
        for hour in range(24 * self.days):
            begin = datetime(2025, 3, 3) + timedelta(hours=hour)  # a Monday
            rate = self.per_hour * HOURS[begin.hour] * DAYS[begin.weekday()] / mean
            second = rng.expovariate(rate / 3600)
            while second < 3600:
                number += 1
                yield from self._order(number, begin + timedelta(seconds=int(second)), rng, skus)
                second += rng.expovariate(rate / 3600)

    def _order(
        self, number: int, at: datetime, rng: random.Random, skus: list[float]
    ) -> Iterator[tuple[str, ...]]:
        customer = "" if rng.random() < self.guests else f"{rng.randrange(4000):06x}"
        status = "canceled" if rng.random() < self.cancelled else "complete"
        returned = (
            "1" if status == "complete" and rng.random() < self.returned / (1 - self.cancelled) else "0"
        )
        wanted = rng.choices(range(1, len(self.sizes) + 1), self.sizes)[0]
        bought: list[int] = []
        while len(bought) < wanted:
            rank = bisect(skus, rng.random() * skus[-1])
            if rank not in bought:
                bought.append(rank)
        for rank in bought:
            quantity = rng.choices(range(1, len(self.units) + 1), self.units)[0]
            price = f"{10 + rank % 50}.90"
            stamp = at.isoformat(" ")
            yield (
                f"10{number:07d}",
                stamp,
                customer,
                f"A-{rank:04d}",
                str(quantity),
                price,
                status,
                returned,
            )
            returned = "0"

    def csv(self, seed: int = 1, delimiter: str = ",") -> str:
        lines = [HEADER.replace(",", delimiter), *(delimiter.join(row) for row in self.rows(seed))]
        return "\n".join(lines) + "\n"
