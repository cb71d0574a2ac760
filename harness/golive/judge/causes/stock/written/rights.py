"""The quantities that a write may have been based on, and the share of wrong writes that a mistake explains."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.skus.sku_reader import StockRecord
from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.wrong_quantity import READ_MS, wrong_writes

MOST = 0.6
"""The share of the wrong writes that a mistake must explain."""
FEWEST = 3
"""Different quantities that it must explain."""

Fits = Callable[[SkuTrail, Write], bool]


def rights(trail: SkuTrail, write: Write) -> set[int]:
    """Return the right quantities of the last minute before a write."""
    return {level.right for level in trail.during(write.source, write.at_ms - READ_MS, write.at_ms)}


def explains_most(record: StockRecord, fits: Fits) -> bool:
    """Whether a mistake explains most wrong writes, of at least `FEWEST` different quantities."""
    wrong = wrong_writes(record)
    fitting = [(trail, write) for trail, write in wrong if fits(trail, write)]
    if len(fitting) < MOST * len(wrong):
        return False
    return len({(trail.sku, min(rights(trail, write), default=0)) for trail, write in fitting}) >= FEWEST
