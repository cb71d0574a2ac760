"""The change of a quantity was written as the quantity."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.written.rights import explains_most, rights
from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity
from golive.record.run import Cause

FEW = 3
"""A quantity of so many units may be that of a change by chance."""


def change_as_quantity(wrong: WrongQuantity) -> Cause | None:
    """Fits where the quantity and most other wrong ones are what the ERP's had changed by since the write before."""
    write = wrong.write
    assert write is not None
    if not _fits(wrong.trail, write) or not explains_most(wrong.record, _fits):
        return None
    right = wrong.trail.level(write.source, write.at_ms).right
    return Cause(
        "change_as_quantity",
        f"{wrong.written}, the ERP had {right} for the shop: the quantity is that of the change since the write before",
        "The shop takes absolute quantities: send what the ERP has, not what has changed.",
    )


def _fits(trail: SkuTrail, write: Write) -> bool:
    writes = trail.sent(write.source)
    place = writes.index(write)
    if not place:
        return False
    before = trail.during(write.source, writes[place - 1].at_ms - READ_MS, writes[place - 1].at_ms)
    changes = {now - then.right for then in before for now in rights(trail, write)}
    least = min(rights(trail, write), default=0)
    return least > FEW * max(1, write.offered) and any(
        write.offered == max(0, change) or write.offered == -change for change in changes
    )
