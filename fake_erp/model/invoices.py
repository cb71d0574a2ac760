"""What was billed."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model.orders import Order


@dataclass(slots=True)
class Invoice:
    number: str
    order: Order
    total_cents: int
    open_cents: int
    posted_at_ms: int
    change: int = 0
