"""A new article is sold from what another one has left under its SKU."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import FORMER
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def stock_of_former_article(wrong: WrongQuantity) -> Cause | None:
    """Fits where too much is offered, and nothing was written since a new article got the SKU with its old stock."""
    left = [
        each
        for each in wrong.trail.writes.get(wrong.source, ())
        if each.why == FORMER and each.at_ms <= wrong.until_ms
    ]
    if not left or wrong.error <= 0 or (wrong.write is not None and wrong.write.at_ms >= left[-1].at_ms):
        return None
    wrong.evidence.append(left[-1].seq)
    return Cause(
        "stock_of_former_article",
        f"a new product of the shop got its SKU at {wrong.clock(left[-1].at_ms)}, with {left[-1].quantity} units at "
        f"{wrong.source} that were left there under the SKU by an article that is gone",
        "Delete the source items and the mapping of a SKU when its article is renamed or deleted, and its last order "
        "has left.",
    )
