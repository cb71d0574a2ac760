"""Business customers."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model.base import Address


@dataclass(slots=True)
class Customer:
    """A customer with its terms, blocks and exposure. Amounts are in cents of the home currency."""

    number: str
    name: str
    email: str
    phone: str
    address: Address
    external_reference: str
    credit_limit_cents: int
    """In the home currency, as is the exposure."""
    created_at_ms: int
    exposure_cents: int = 0
    """Open invoices and uninvoiced orders that are not prepaid, less what was paid ahead for them."""
    blocked: bool = False
    """For new orders."""
    blocked_deliveries: bool = False
    blocked_billing: bool = False
    approval: str = "approved"
    """`approved`, or `pending` until a person has checked a new customer."""
    terms_ms: int | None = None
    """Time until its invoices are due; None: the terms of the company."""
    tax_status: str = "taxable"
    """`taxable` or `exempt`."""
    price_list: str = ""
    """"" is the standard list."""
    group: str = ""
    changed_at_ms: int = 0
    change: int = 0
