"""Quantities that rise, or those that fall, are never written."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

FEWEST = 3
"""Writes in one direction, none in the other."""


def one_way_only(wrong: WrongQuantity) -> Cause | None:
    """Fits where the missed change goes one way, and all writes of the run that moved a quantity went the other."""
    up, down = wrong.record.rose, wrong.record.fell
    if up + down < FEWEST or (up and down) or (up > 0) != (wrong.error > 0):
        return None
    missed, written = ("fell", "higher") if up else ("rose", "lower")
    level = wrong.trail.level(wrong.source, wrong.since_ms)
    wrong.evidence.append(level.seq)
    return Cause(
        "one_way_only",
        f"from {wrong.clock(wrong.since_ms)} the ERP had {level.right} for the shop at {wrong.source}, where the "
        f"quantity {missed}; all {up + down} writes that changed a quantity made it {written}",
        "Write each change of a quantity, up and down: look for a comparison that lets only one direction pass.",
    )
