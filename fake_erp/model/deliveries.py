"""What left a warehouse."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model.orders import Order


@dataclass(slots=True)
class Delivery:
    """What one warehouse shipped of one order in one wave."""

    number: str
    order: Order
    warehouse: str
    posted_at_ms: int
    lines: tuple[tuple[int, str, int], ...]
    """Position of the order line, SKU as it was when posted, units."""
    change: int = 0

    @property
    def tracking(self) -> str:
        """The number of the parcel at its carrier."""
        return f"TRK-{self.number}"
