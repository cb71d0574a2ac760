"""What can be ordered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Item:
    """An item of the item master."""

    sku: str
    name: str
    price_cents: int
    """List price of one base unit, in the home currency."""
    tax_bp: int
    changed_at_ms: int
    status: str = "active"
    """`active`, `blocked` (no sales for now) or `discontinued`."""
    change: int = 0
    cost_cents: int = 0
    """What one base unit is worth in the books."""
    group: str = ""
    units: dict[str, int] = field(default_factory=dict)
    """Other units it is sold in: how many base units each holds, such as {"box": 12}."""
    scale: int = 1
    """The parts that a unit is counted in: 1000 with decimal quantities."""
    formerly: tuple[str, ...] = ()
    """SKUs it had before, oldest first."""
    origin: str = ""
    """What no other item is called: its first SKU, with a number where another item had that one before."""
