"""An article got another SKU, and its stock was not written under that one."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def sku_changed(wrong: WrongQuantity) -> Cause | None:
    """Fits where the article was not written since it got another SKU, though others were."""
    changes = [each for each in wrong.record.renamed.get(wrong.trail.sku, ()) if each.at_ms <= wrong.until_ms]
    if not changes:
        return None
    last = changes[-1]
    others = sum(at_ms > last.at_ms for sku, at_ms in wrong.record.written.items() if sku != wrong.trail.sku)
    if not others or any(each.at_ms > last.at_ms for each in wrong.trail.sent()):
        return None
    wrong.evidence.append(last.seq)
    where = "the ERP" if last.system == "erp" else "the shop"
    return Cause(
        "sku_changed",
        f"at {wrong.clock(last.at_ms)} {last.was} became {last.now} in {where}; its stock was not written since, "
        f"though {others} other articles were",
        "Know an article by the id that its system gives it, and refresh the mapping when a SKU changes.",
    )
