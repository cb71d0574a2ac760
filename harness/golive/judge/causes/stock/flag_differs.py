"""The quantity is right, and the flag beside it says out of stock."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity
from golive.record.run import Cause


def flag_differs(wrong: WrongQuantity) -> Cause | None:
    """Fits where the right quantity was written as out of stock."""
    write = wrong.write
    assert write is not None
    if write.in_stock or write.quantity <= 0:
        return None
    levels = wrong.trail.during(write.source, write.at_ms - READ_MS, write.at_ms)
    if not any(level.right == write.quantity for level in levels):
        return None
    return Cause(
        "flag_differs",
        f"{wrong.written} as out of stock: the quantity is right, and the shop offers none of it",
        "Send quantity and stock status together: in stock whenever the quantity is above zero.",
    )
