"""The job writes old quantities, so that the one the shop has was written again instead of the new one."""

from __future__ import annotations

from golive.judge.causes.stock.old_figure import old_share
from golive.judge.causes.stock.wrong_quantity import WrongQuantity, wrong_writes
from golive.record.run import Cause

MOST, FEWEST = 0.8, 5


def older_than_change(wrong: WrongQuantity) -> Cause | None:
    """Fits where most quantities written of all articles had been right only earlier."""
    record, since_ms = wrong.record, wrong.since_ms
    if wrong.write is None or len(wrong_writes(record)) < FEWEST or old_share(record) < MOST:
        return None
    level = wrong.trail.level(wrong.source, since_ms)
    if level.at_ms != since_ms or level.why == "parcel":
        return None
    wrong.evidence.append(level.seq)
    return Cause(
        "old_snapshot",
        f"{wrong.written} was true only until {wrong.clock(since_ms)}; {old_share(record):.0%} of the wrong quantities "
        f"written of all articles had been right earlier",
        "Write what was just read: read in small pages and write each before the next, and read again what changed "
        "since the snapshot.",
    )
