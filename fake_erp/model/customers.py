"""Who orders and pays."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model.base import Address


@dataclass(slots=True)
class Customer:
    number: str
    name: str
    email: str
    phone: str
    address: Address
    external_reference: str
    credit_limit_cents: int
    created_at_ms: int
    exposure_cents: int = 0
    """Open invoices and uninvoiced orders that are not prepaid."""
    blocked: bool = False
