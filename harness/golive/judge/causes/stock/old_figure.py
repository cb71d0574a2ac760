"""The quantity had been right earlier: an old snapshot was written, or an older value over a newer one."""

from __future__ import annotations

from golive.judge.causes.skus.sku_reader import StockRecord
from golive.judge.causes.skus.sku_trail import Level, SkuTrail, Write
from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity, is_right, wrong_writes
from golive.record.run import Cause

OLDEST_MS = 6 * 3_600_000
"""How long ago a quantity may have been right."""
_MOST = 0.6


def old_figure(wrong: WrongQuantity) -> Cause | None:
    """Fits where the quantity was right some time before, and so were most other quantities that were wrong."""
    write = wrong.write
    assert write is not None
    found = _true_before(wrong.trail, write)
    if found is None or old_share(wrong.record) < _MOST:
        return None
    level, until_ms = found
    newer = next(
        (
            each
            for each in reversed(wrong.trail.sent(write.source))
            if level.at_ms <= each.at_ms
            and each.seq < write.seq
            and each.offered != write.offered
            and is_right(wrong.trail, each)
            and until_ms <= each.at_ms
        ),
        None,
    )
    wrong.evidence.insert(0, level.seq)
    if newer is not None:
        return Cause(
            "older_over_newer",
            f"{newer.quantity} x {wrong.trail.sku} were written to {wrong.source} at {wrong.clock(newer.at_ms)}, and "
            f"{write.quantity}, true only until {wrong.clock(until_ms)}, were written over them at "
            f"{wrong.clock(write.at_ms)}",
            "Let one worker write the stock of an article, in the order of the ERP's changes; drop a "
            "value that is older "
            "than the last one written.",
        )
    return Cause(
        "old_snapshot",
        f"{wrong.written} was true only until {wrong.clock(until_ms)}, and no later quantity was sent",
        "Write what was just read: read in small pages and write each before the next, and read again what changed "
        "since the snapshot.",
    )


def _true_before(trail: SkuTrail, write: Write) -> tuple[Level, int] | None:
    """Return the last state for which the quantity was right, and when it ended; None where there was none lately."""
    until_ms = write.at_ms
    for level in trail.during(write.source, write.at_ms - OLDEST_MS, write.at_ms):
        if level.right == write.offered and until_ms < write.at_ms - READ_MS:
            return level, until_ms
        until_ms = level.at_ms
    return None


def old_share(record: StockRecord) -> float:
    """Return the share of wrong quantities that had been right before."""
    if record.old_share is None:
        off = wrong_writes(record)
        old = sum(_true_before(trail, write) is not None for trail, write in off)
        record.old_share = old / len(off) if off else 0.0
    return record.old_share
