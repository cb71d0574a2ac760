"""Quantities were rounded to a multiple of some units, up or down."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.written.rights import explains_most, rights
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.judge.history.records.decimals import in_units
from golive.record.run import Cause

STEPS = (1000, 500, 250, 144, 100, 50, 48, 25, 24, 20, 12, 10, 8, 6, 5, 4, 3, 2)
"""Units to which quantities may have been rounded, the coarsest first."""
WAYS: dict[str, Callable[[int, int], int]] = {
    "down": lambda units, step: units // step * step,
    "up": lambda units, step: -(-units // step) * step,
    "to the nearest": lambda units, step: (units + step // 2) // step * step,
}


def quantity_rounded(wrong: WrongQuantity) -> Cause | None:
    """Fits where the quantity and most other wrong ones are the right ones, rounded in one way to one step."""
    write = wrong.write
    assert write is not None
    for step in STEPS:
        for way, rounded in WAYS.items():

            def fits(
                trail: SkuTrail, each: Write, to: int = step, by: Callable[[int, int], int] = rounded
            ) -> bool:
                return any(by(units, to) == each.offered != units for units in rights(trail, each))

            if not write.offered % step and fits(wrong.trail, write) and explains_most(wrong.record, fits):
                return _cause(wrong, step, way)
    return None


def _cause(wrong: WrongQuantity, step: int, way: str) -> Cause:
    assert wrong.write is not None
    scale = wrong.trail.scale
    right = in_units(wrong.trail.level(wrong.source, wrong.write.at_ms).right, scale)
    return Cause(
        "quantity_rounded",
        f"{wrong.written}, the ERP had {right} for the shop: quantities are rounded {way} to multiples of "
        f"{in_units(step, scale)}",
        "Send the quantity without rounding. Where the shop sells packages only, set that in the shop, as a quantity "
        "increment of the article.",
    )
