"""A unit of measure was ignored: the quantities written are the right ones, multiplied or divided by a constant."""

from __future__ import annotations

from golive.judge.causes.skus.sku_reader import StockRecord
from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity
from golive.record.run import Cause

_LEAST = 2
"""Writes of different quantities that must have the same factor."""


def unit_factor(wrong: WrongQuantity) -> Cause | None:
    """Fits where several different quantities are off by the same whole factor."""
    write = wrong.write
    assert write is not None
    factor = _factor(wrong.trail, write)
    if factor is None:
        return None
    same = _factors(wrong.record).get(factor, set())
    writes = [each for each in wrong.trail.sent() if each.offered]
    fitting = sum(_factor(wrong.trail, each) == factor for each in writes)
    if len(same) < _LEAST or fitting * 2 <= len(writes):
        return None
    way, times = ("times", factor) if factor > 0 else ("divided by", -factor)
    right = wrong.trail.level(write.source, write.at_ms).right
    return Cause(
        "unit_factor",
        f"{wrong.written}, the ERP had {right} for the shop: all quantities are {way} {times}",
        "Convert between the unit of the ERP and the unit that the shop sells, by the factor of the article.",
    )


def _factors(record: StockRecord) -> dict[int, set[int]]:
    if record.factors is None:
        record.factors = {}
        for trail in record.trails.values():
            for each in trail.sent():
                factor = _factor(trail, each)
                if factor is not None:
                    record.factors.setdefault(factor, set()).add(each.quantity)
    return record.factors


def _factor(trail: SkuTrail, write: Write) -> int | None:
    """Return how often the right quantity was written, or the negative of its divisor; None for no whole factor."""
    written = write.offered
    for level in trail.during(write.source, write.at_ms - READ_MS, write.at_ms):
        if not written or written == level.right:
            continue
        for units in (level.right, level.free):
            if 0 < units < written and written % units == 0:
                return written // units
            times = round(units / written)
            if times > 1 and units // times == written:
                return -times
    return None
