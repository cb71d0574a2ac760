"""Goods that came back."""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_erp.model.orders import Order


@dataclass(slots=True)
class Return:
    """`restock` put the goods back into the warehouse they left, `scrap` threw them away."""

    number: str
    order: Order
    lines: list[tuple[int, int]]
    """Position of the order line, units."""
    disposition: str
    why: str
    posted_at_ms: int
    external_reference: str = ""
    credited: list[str] = field(default_factory=list)
    """Numbers of the credit notes posted for it."""
    credit: str = "automatic"
    """`automatic`: credited by the ERP. `manual`: by a credit note that a client posts for it."""
    status: str = "received"
    """`received`, or `credited` once every unit of it is."""
    change: int = 0
