"""What a customer pays for an item, when, and from how many on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class PriceRow:
    """A row of a price list, or of a contract with one customer. Valid from `from_ms` up to before `to_ms`."""

    price_list: str
    """"" for contract prices."""
    customer: str
    """Number, "" for rows of a list."""
    sku: str
    price_cents: int
    """Of one base unit, in `currency`."""
    currency: str
    from_quantity: int = 1
    from_ms: int = 0
    to_ms: int | None = None
    change: int = 0
    changed_at_ms: int = 0
