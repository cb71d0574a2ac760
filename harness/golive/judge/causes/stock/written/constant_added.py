"""A constant was added to every quantity of an article, or taken off it, such as a buffer."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.written.rights import explains_most
from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity
from golive.record.run import Cause

CODE = "constant_added"
ADVICE = (
    "Send the quantity that the ERP has for the shop. A buffer belongs into the safety stock of the ERP or the "
    "threshold of the shop, once."
)
_LEAST = 3
"""Different quantities that must be off by the same number of units."""


def constant_added(wrong: WrongQuantity) -> Cause | None:
    """Fits where all writes of the article to the source, of several quantities, are off by the same units."""
    writes = [each for each in wrong.trail.sent(wrong.source) if each.offered]
    if len({each.quantity for each in writes}) < _LEAST:
        return _in_all_articles(wrong)
    common = set.intersection(*[_errors(wrong.trail, each) for each in writes])
    common.discard(0)
    if len(common) != 1:
        return None
    (units,) = common
    way = f"{units} units more" if units > 0 else f"{-units} units less"
    return Cause(
        CODE,
        f"{wrong.written}: all {len(writes)} quantities written there are {way} than the ERP had for the shop",
        ADVICE,
    )


def _in_all_articles(wrong: WrongQuantity) -> Cause | None:
    """Return the cause where the article was written too seldom, and most wrong writes of all are off by the same."""
    write = wrong.write
    assert write is not None
    for units in sorted(_errors(wrong.trail, write) - {0}, key=abs):
        if explains_most(wrong.record, lambda trail, each, off=units: off in _errors(trail, each)):  # type: ignore[misc]
            way = f"{units} units more" if units > 0 else f"{-units} units less"
            return Cause(
                CODE,
                f"{wrong.written}: most wrong quantities of all articles are {way} than the ERP had",
                ADVICE,
            )
    return None


def _errors(trail: SkuTrail, write: Write) -> set[int]:
    levels = trail.during(write.source, write.at_ms - READ_MS, write.at_ms)
    return {write.offered - level.right for level in levels}
