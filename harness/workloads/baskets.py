"""What is bought: heavy-tailed popularity, a few lines, a few units."""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate

from harness.scenario import Baskets


class Shelf:
    """Draws baskets. `skus` are ordered by popularity; the k-th sells in proportion to 1/k^exponent."""

    def __init__(self, skus: list[str], exponent: float, baskets: Baskets, rng: random.Random) -> None:
        self._skus = skus
        self._baskets = baskets
        self._rng = rng
        self._sums = list(accumulate(1 / rank**exponent for rank in range(1, len(skus) + 1)))

    def basket(self) -> list[tuple[str, int]]:
        """Different SKUs with quantities."""
        rng, lines, quantity = self._rng, self._baskets.lines, self._baskets.quantity
        wanted = min(lines.low + int(rng.random() * (lines.high - lines.low + 1)), len(self._skus))
        chosen: dict[str, int] = {}
        tries = 0
        while len(chosen) < wanted and tries < 20 * wanted:
            tries += 1
            sku = self._skus[bisect(self._sums, rng.random() * self._sums[-1])]
            if sku not in chosen:
                chosen[sku] = quantity.low + int(rng.random() * (quantity.high - quantity.low + 1))
        return list(chosen.items())
