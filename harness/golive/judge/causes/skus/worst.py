"""The end of the time in which an article was off by most, counted in units times time."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.skus.sku_trail import SkuTrail


def worst_ms(trail: SkuTrail) -> int | None:
    """Return the last ms of the longest error, weighted by its units, of any source; None without an error."""
    worst, found = 0, None
    for source in dict.fromkeys([*trail.writes, *trail.levels]):
        changes = (*trail.levels.get(source, ()), *trail.writes.get(source, ()))
        instants = sorted({each.at_ms for each in changes})
        span, began = 0, 0
        for at_ms, next_ms in pairwise(instants):
            error = trail.error(source, at_ms)
            if not error or error * began < 0:
                span = 0
            began = error
            span += abs(error) * (next_ms - at_ms)
            if span > worst:
                worst, found = span, next_ms - 1
    return found
