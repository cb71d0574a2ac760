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
    tracking: str
    lines: tuple[tuple[int, str, int], ...]
    """Position of the order line, SKU as it was when posted, units."""
    change: int = 0
    reference: str = ""
    """The number that the client gave it with its post; "" for those of picking waves."""
