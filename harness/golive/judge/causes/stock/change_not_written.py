"""The ERP changed, and this article was not written since, while others were."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import NOTHING, Level
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def change_not_written(wrong: WrongQuantity) -> Cause | None:
    """Fits where other articles were written after the change that this one missed."""
    since_ms, record, trail = wrong.since_ms, wrong.record, wrong.trail
    level = trail.level(wrong.source, since_ms)
    if level.at_ms != since_ms or level is NOTHING or level.why == "parcel":
        return None
    others = sum(at_ms > since_ms for sku, at_ms in record.written.items() if sku != trail.sku)
    if not others:
        return None
    wrong.evidence.append(level.seq)
    alias = _alias(wrong, since_ms)
    if alias:
        return alias
    why = f" ({level.why})" if level.why else ""
    what = f"from {wrong.clock(since_ms)} the ERP had {level.right} for the shop at {wrong.source}{why}"
    if not trail.level(wrong.source, wrong.until_ms).right and not record.wrote_zero:
        return Cause(
            "zero_not_sent",
            f"{what}, and 0 at the end; no quantity of 0 was ever written, though {others} other articles were",
            "Send a quantity of zero like any other: do not test it for truth, and do not filter for `> 0`.",
        )
    if _is_hidden(wrong, level):
        return Cause(
            "allocation_not_noticed",
            f"{what}; only allocations or safety stock changed, the quantity on hand did not, and nothing was written",
            "Detect changes by the ERP's own cursor or by the computed quantity, not by the quantity on hand.",
        )
    return Cause(
        "change_not_sent",
        f"{what}; this was not written, though {others} other articles were",
        "Move the cursor of the stock only to what was read and written, and compare all articles from time to time.",
    )


def _is_hidden(wrong: WrongQuantity, level: Level) -> bool:
    """Whether the quantity on hand has been the same since before the change."""
    levels = wrong.trail.levels[wrong.source]
    place = levels.index(level)
    before = levels[place - 1] if place else NOTHING
    later = [each for each in levels[place:] if each.at_ms <= wrong.until_ms]
    return place > 0 and all(each.on_hand == before.on_hand for each in later)


def _alias(wrong: WrongQuantity, since_ms: int) -> Cause | None:
    """Return the cause where the article was written under a code that the ERP does not have."""
    wanted = _folded(wrong.trail.sku)
    for sku, at_ms in wrong.record.written.items():
        if (
            sku != wrong.trail.sku
            and at_ms > since_ms
            and sku not in wrong.record.at_erp
            and _folded(sku) == wanted
        ):
            return Cause(
                "other_code",
                f"since {wrong.clock(since_ms)} its stock was written under the code {sku!r}, which "
                "the ERP does not have",
                "Use the article code exactly as the shop has it, with case, blanks and leading zeros.",
            )
    return None


def _folded(sku: str) -> str:
    return "".join(sku.casefold().split()).lstrip("0")
