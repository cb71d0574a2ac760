"""What is sold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Item:
    sku: str
    name: str
    price_cents: int
    tax_bp: int
    changed_at_ms: int
    status: str = "active"
    """`active`, `blocked` (no sales for now) or `discontinued`."""
    change: int = 0
