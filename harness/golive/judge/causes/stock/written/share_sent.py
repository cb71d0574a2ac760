"""A fixed share of each quantity was written."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.written.rights import explains_most, rights
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

LEAST = 40
"""Units from which a quantity shows a share."""


def share_sent(wrong: WrongQuantity) -> Cause | None:
    """Fits where the quantity and most other wrong ones are the same percentage of the right ones."""
    write = wrong.write
    assert write is not None
    for percent in _percentages(wrong.trail, write):
        if not explains_most(wrong.record, lambda trail, each, of=percent: _is(trail, each, of)):  # type: ignore[misc]
            continue
        right = wrong.trail.level(write.source, write.at_ms).right
        return Cause(
            "share_sent",
            f"{wrong.written}, the ERP had {right} for the shop: {percent} % of each quantity is sent",
            "Send the whole quantity that the ERP has for the shop. What is held back belongs into the safety stock of "
            "the ERP or the threshold of the shop, once.",
        )
    return None


def _percentages(trail: SkuTrail, write: Write) -> list[int]:
    near = {round(100 * write.offered / units) for units in rights(trail, write) if units >= LEAST}
    found = {percent + off for percent in near for off in (0, -1, 1)}
    return sorted(each for each in found if 0 < each != 100 and _is(trail, write, each))


def _is(trail: SkuTrail, write: Write, percent: int) -> bool:
    return any(
        write.offered != units and abs(write.offered * 100 - units * percent) < 100
        for units in rights(trail, write)
    )
