"""The command that sets stock."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model import StockRow
from fake_erp.operations.base import Hides, Parts


@dataclass(frozen=True, slots=True)
class SetStock:
    """Set the units of an item on hand in a warehouse."""

    sku: str
    warehouse: str
    on_hand: int
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> StockRow:
        return parts.stock_writes.set(self.sku, self.warehouse, self.on_hand, self.by)
