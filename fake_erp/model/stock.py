"""What lies where, and who it is promised to."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_erp.model.orders import Line, Order

MOVEMENTS = ("opening", "receipts", "shipments", "returns", "counts", "transfers")


@dataclass(slots=True)
class StockRow:
    """One item in one warehouse, in base units.

    `allocated` is the sum of `by_channel` and never exceeds `on_hand`, or 0 when that is below.
    """

    item: str
    warehouse: str
    on_hand: int = 0
    allocated: int = 0
    safety: int = 0
    by_channel: dict[str, int] = field(default_factory=dict)
    waiting: deque[tuple[Order, Line]] = field(default_factory=deque)
    """Lines short of stock, first come first served. Cancelled orders leave it lazily."""
    changed_at_ms: int = 0
    change: int = 0
    withheld: int = 0
    """The part of the safety stock that may not even be promised to orders."""
    moved: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MOVEMENTS, 0))
    """Units by kind of goods movement; `on_hand` is their sum."""
    scale: int = 1
    """The parts that a unit of the item is counted in."""

    @property
    def free(self) -> int:
        """What orders may still be promised; below zero when less is there than safety demands."""
        return self.on_hand - self.allocated - self.withheld

    @property
    def available(self) -> int:
        """What may still be promised; below zero when orders have eaten into the safety stock."""
        return self.on_hand - self.allocated - self.safety
