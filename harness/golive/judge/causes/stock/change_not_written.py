"""The ERP changed, and this article was not written since, while others were, or while nothing else had moved."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import NOTHING, Level
from golive.judge.causes.stock.other_code import other_code
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

FEWEST_READS = 3
"""Reads of the stock after which nothing was written; fewer may be a job whose write is still to come."""
NOTICE = "Detect changes by the ERP's own cursor or by the computed quantity, not by the quantity on hand."


def change_not_written(wrong: WrongQuantity) -> Cause | None:
    """Fits where other articles were written after the change that this one missed, up to the instant asked about.

    Where none was written, only allocations must have changed since, and the stock must have been read.
    """
    since_ms, record, trail = wrong.since_ms, wrong.record, wrong.trail
    level = trail.level(wrong.source, since_ms)
    if level.at_ms != since_ms or level is NOTHING or level.why == "parcel":
        return None
    others = _others(wrong, since_ms)
    if not others:
        return _nothing_but_allocations(wrong, level)
    wrong.evidence.append(level.seq)
    alias = other_code(wrong, since_ms)
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
            NOTICE,
        )
    return Cause(
        "change_not_sent",
        f"{what}; this was not written, though {others} other articles were",
        "Move the cursor of the stock only to what was read and written, and compare all articles from time to time.",
    )


def _others(wrong: WrongQuantity, since_ms: int) -> int:
    """Return how many other articles were written after the change, up to the instant asked about."""
    record, sku, until_ms = wrong.record, wrong.trail.sku, wrong.until_ms
    if until_ms >= record.last_ms:
        return sum(at_ms > since_ms for each, at_ms in record.written.items() if each != sku)
    return sum(
        any(since_ms < write.at_ms <= until_ms for write in trail.sent())
        for trail in record.trails.values()
        if trail.sku != sku
    )


def _nothing_but_allocations(wrong: WrongQuantity, level: Level) -> Cause | None:
    """Return the cause where the stock was read, nothing was written, and no quantity on hand had changed."""
    since_ms, until_ms = level.at_ms, wrong.until_ms
    reads = [each for each in wrong.record.reads_after(since_ms) if each.succeeded and each.at_ms <= until_ms]
    if len(reads) < FEWEST_READS or not _is_hidden(wrong, level) or not _only_hidden(wrong, since_ms):
        return None
    wrong.evidence.append(level.seq)
    return Cause(
        "allocation_not_noticed",
        f"from {wrong.clock(since_ms)} the ERP had {level.right} for the shop at {wrong.source} ({level.why}); the "
        f"stock was read {len(reads)} times since and never written: the quantity on hand of no article had changed",
        NOTICE,
    )


def _only_hidden(wrong: WrongQuantity, since_ms: int) -> bool:
    """Whether no article that is wrong has had another quantity on hand from then on."""
    for trail in wrong.record.trails.values():
        for source in trail.levels:
            since = [each for each in trail.levels[source] if since_ms <= each.at_ms <= wrong.until_ms]
            if any(each.on_hand != trail.level(source, since_ms - 1).on_hand for each in since):
                return False
    return True


def _is_hidden(wrong: WrongQuantity, level: Level) -> bool:
    """Whether the quantity on hand has been the same since before the change."""
    levels = wrong.trail.levels[wrong.source]
    place = levels.index(level)
    before = levels[place - 1] if place else NOTHING
    later = [each for each in levels[place:] if each.at_ms <= wrong.until_ms]
    return place > 0 and all(each.on_hand == before.on_hand for each in later)
