"""A change of a saved order. None leaves a field as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fake_erp.model.base import Address, Document


@dataclass(slots=True)
class LineChange:
    """A change of the line at position `at`, counted from 0, or a new line when that is None.

    Quantity 0 gives the line up. A new line has a SKU, a quantity and a price.
    """

    at: int | None = None
    sku: str = ""
    quantity: int | None = None
    unit_price_cents: int | None = None
    discount_cents: int | None = None
    warehouse: str = ""
    unit: str = ""
    thousandths: int = 0
    """What the quantity has beyond whole units, in thousandths."""


@dataclass(slots=True)
class OrderChange:
    """A change of the header and lines of an order."""

    reference: str | None = None
    ship_to: Address | None = None
    bill_to: Address | None = None
    shipping_method: str | None = None
    shipping_cents: int | None = None
    custom: dict[str, Any] | None = None
    """Merged into what is there; None as a value takes a field out."""
    lines: list[LineChange] = field(default_factory=list)
    document: Document | None = None
    """As received; None when it came through no interface."""
