"""What lies where, and who it is promised to."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_erp.model.orders import Line, Order


@dataclass(slots=True)
class StockRow:
    """One item in one warehouse. `allocated` is the sum of `by_channel` and never exceeds `on_hand`."""

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

    @property
    def available(self) -> int:
        """What may still be promised; below zero when orders have eaten into the safety stock."""
        return self.on_hand - self.allocated - self.safety
