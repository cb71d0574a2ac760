"""Baskets: SKUs drawn by heavy-tailed popularity, with a number of lines and units."""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate

from golive.keys.value_kinds import Range
from golive.scenario import Baskets


class Shelf:
    """Draws baskets. `skus` are ordered by popularity; the k-th sells in proportion to 1/k^exponent."""

    def __init__(self, skus: list[str], exponent: float, baskets: Baskets, rng: random.Random) -> None:
        self._skus = skus
        self._baskets = baskets
        self._rng = rng
        self._sizes, self._units = list(accumulate(baskets.sizes)), list(accumulate(baskets.units))
        self._sums = list(accumulate(1 / rank**exponent for rank in range(1, len(skus) + 1)))

    def basket(self) -> list[tuple[str, int]]:
        """Different SKUs with quantities."""
        rng, quantity, units = self._rng, self._baskets.quantity, self._units
        wanted = min(_count(rng.random(), self._baskets.lines, self._sizes), len(self._skus))
        chosen: dict[str, int] = {}
        tries = 0
        while len(chosen) < wanted and tries < 20 * wanted:
            tries += 1
            sku = self._skus[bisect(self._sums, rng.random() * self._sums[-1])]
            if sku not in chosen:
                chosen[sku] = _count(rng.random(), quantity, units)
        return list(chosen.items())


def _count(drawn: float, evenly: Range, sums: list[float]) -> int:
    """One count for a number in [0, 1): by the running sums of weights from 1 on, or evenly from a range."""
    if sums:
        return 1 + bisect(sums, drawn * sums[-1], hi=len(sums) - 1)
    return evenly.low + int(drawn * (evenly.high - evenly.low + 1))
