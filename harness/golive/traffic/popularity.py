"""Popularity of articles: estimates of the Zipf exponent and the catalogue size from sales counts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from math import exp, log

from golive.scenario import Baskets
from golive.workloads.baskets import Shelf

STEEPEST = 5.0
SURE_COUNT = 30
"""Ranks sold less often are in their place by luck: the exponent is read from the others."""
FEWEST_RANKS = 10
TRIED_LINES = 100_000
ROUNDS = 3


def fitted(counts: Sequence[int], baskets: Baskets, rng: random.Random) -> tuple[float, int]:
    """Exponent and number of articles for counts by falling rank, as the generator would sell them.

    Baskets hold an article once, and ranks are known by their sales only: both bend the curve. What they do is
    measured on the generator itself and taken off.
    """
    exponent = head_exponent(counts, _sure(counts))
    skus = catalogue(counts, exponent)
    for _ in range(ROUNDS):
        tried = sales(exponent, skus, baskets, min(sum(counts), TRIED_LINES), rng)
        head = min(_sure(tried), _sure(counts))
        off = head_exponent(counts, head) - head_exponent(tried, head)
        exponent = min(STEEPEST, max(0.0, exponent + off))
        skus = catalogue(counts, exponent)
    return exponent, skus


def _sure(counts: Sequence[int]) -> int:
    return max(FEWEST_RANKS, sum(1 for count in counts if count >= SURE_COUNT))


def sales(exponent: float, skus: int, baskets: Baskets, lines: int, rng: random.Random) -> list[int]:
    """Lines by falling rank that the generator sells."""
    shelf = Shelf([str(rank) for rank in range(skus)], exponent, baskets, rng)
    sold: Counter[str] = Counter()
    left = lines
    while left > 0:
        basket = shelf.basket()
        left -= len(basket)
        sold.update(sku for sku, _ in basket)
    return sorted(sold.values(), reverse=True)


def head_exponent(counts: Sequence[int], head: int) -> float:
    """The likeliest exponent among the first ranks, from counts by falling rank."""
    head = min(head, len(counts))
    logs = [log(rank) for rank in range(1, head + 1)]
    sold = sum(counts[:head])
    if head < 2 or not sold:
        return 0.0
    mean = sum(count * each for count, each in zip(counts, logs, strict=False)) / sold
    low, high = 0.0, STEEPEST
    for _ in range(40):
        middle = (low + high) / 2
        weights = [exp(-middle * each) for each in logs]
        total = sum(weights)
        if sum(weight * each for weight, each in zip(weights, logs, strict=True)) / total > mean:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def catalogue(counts: Sequence[int], exponent: float) -> int:
    """How many articles there must be for as many different ones to be sold at least once."""
    lines, different = sum(counts), len(counts)
    low, high = different, min(1_000_000, 20 * different)
    while low < high:
        middle = (low + high) // 2
        if _different(middle, exponent, lines) < different - 0.5:
            low = middle + 1
        else:
            high = middle
    return low


def _different(skus: int, exponent: float, lines: int) -> float:
    """Expected number of different articles among so many lines."""
    weights = [rank**-exponent for rank in range(1, skus + 1)]
    scale = lines / sum(weights)
    return sum(1 - exp(-scale * weight) for weight in weights)
