"""Units of an order that was given up were added to a source, though the shop had released them by itself."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

WITHIN_MS = 2 * 3_600_000
"""How long before the write the units may have been given up."""


def released_and_added(wrong: WrongQuantity) -> Cause | None:
    """Fits where the last write raised the quantity by units given up before, and made it wrong by as many."""
    write = wrong.write
    assert write is not None
    if write.step <= 0 or not _made_it_wrong(wrong.trail, write):
        return None
    given_up = [
        at_ms
        for at_ms, units in wrong.trail.released
        if units == write.step and write.at_ms - WITHIN_MS <= at_ms < write.at_ms
    ]
    if not given_up:
        return None
    return Cause(
        "change_applied_twice",
        f"{write.step} x {wrong.trail.sku} were added at {wrong.source} at {wrong.clock(write.at_ms)}: as many as an "
        f"order gave up at {wrong.clock(given_up[-1])}. The shop released them then by itself, and the ERP had no more "
        "of them",
        "Let one system put units back: a cancellation in the shop releases its reservation, and the ERP's quantity is "
        "sent as it is.",
    )


def _made_it_wrong(trail: SkuTrail, write: Write) -> bool:
    """Whether the write is off by its step more than the quantity before it, with the figures of that instant."""
    right = trail.level(write.source, write.at_ms).right
    return write.offered - right >= write.step and abs(write.before - right) < abs(write.offered - right)
