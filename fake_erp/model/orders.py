"""Sales orders: drafts, and orders as the books have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fake_erp.model.base import NOT_YET, Address, Document
from fake_erp.model.customers import Customer
from fake_erp.model.items import Item
from fake_erp.model.quantities import THOUSAND, priced
from fake_erp.model.stock import StockRow


@dataclass(slots=True)
class Line:
    """One line of a saved order, in base units and cents."""

    item: Item
    quantity: int
    unit_price_cents: int
    discount_cents: int
    tax_cents: int
    row: StockRow
    """Where the line is served from; chosen when the order is saved."""
    allocated: int = 0
    shipped: int = 0
    billed: int = 0
    """Units on invoices."""
    returned: int = 0
    """Units that came back."""
    credited: int = 0
    """Units on credit notes."""
    cancelled: int = 0
    """Units given up; the order's totals are of the others."""
    unit: str = ""
    """In what it was ordered, such as `box`; "" is the item's base unit. The books count base units."""
    unit_size: int = 1
    """Base units in one `unit`."""
    coded_tax_bp: int | None = None
    """The rate of the tax code it was given, in basis points; None for that of the item."""
    substitutes: str = ""
    """The SKU that was ordered in place of this item, if the warehouse had to replace it."""

    def worth(self, units: int) -> int:
        """The price of so many of its units before discount, in cents, rounded half up."""
        scale = self.item.scale
        return units * self.unit_price_cents if scale == 1 else priced(self.unit_price_cents, units, scale)

    @property
    def tax_bp(self) -> int:
        """The tax rate that it is booked with, in basis points."""
        return self.item.tax_bp if self.coded_tax_bp is None else self.coded_tax_bp

    @property
    def waits_for(self) -> int:
        """Units still to be promised."""
        return self.quantity - self.cancelled - self.shipped - self.allocated

    @property
    def open(self) -> int:
        """Units still to be shipped."""
        return self.quantity - self.cancelled - self.shipped


@dataclass(slots=True)
class DraftLine:
    """One line of a draft, as it was sent."""

    sku: str
    quantity: int
    unit_price_cents: int
    discount_cents: int = 0
    warehouse: str = ""
    unit: str = ""
    thousandths: int = 0
    """What the quantity has beyond whole units, in thousandths."""

    def worth(self) -> int:
        """Its price before discount, in cents, rounded half up."""
        return priced(self.unit_price_cents, self.quantity * THOUSAND + self.thousandths, THOUSAND)


@dataclass(slots=True)
class Draft:
    """A sales order that is asked for: well-formed, but not yet checked against rules or master data."""

    customer: str
    currency: str
    ordered_at_ms: int
    lines: list[DraftLine]
    reference: str = ""
    channel: str = ""
    prices_include_tax: bool = True
    shipping_cents: int = 0
    shipping_method: str = ""
    payment_method: str = ""
    payment_cents: int = 0
    prepaid: bool = False
    ship_to: Address | None = None
    bill_to: Address | None = None
    custom: dict[str, Any] = field(default_factory=dict)
    release: bool = False
    document: Document | None = None
    """As received; None for orders that came through no interface (the till)."""


@dataclass(slots=True)
class Order:
    """A saved sales order. Amounts are in cents of its currency, times in ms since the epoch."""

    number: str
    sequence: int
    external_reference: str
    channel: str
    customer: Customer
    currency: str
    ordered_at_ms: int
    prices_include_tax: bool
    lines: tuple[Line, ...]
    subtotal_cents: int
    discount_cents: int
    shipping_cents: int
    tax_cents: int
    total_cents: int
    shipping_method: str
    payment_method: str
    payment_cents: int
    prepaid: bool
    ship_to: Address | None
    bill_to: Address | None
    custom: Mapping[str, Any]
    created_at_ms: int
    changed_at_ms: int
    missing: int
    """Units not yet allocated."""
    status: str = "draft"
    hold_reason: str = ""
    resume: str = ""
    """The state to go back to when the hold ends."""
    released_at_ms: int = NOT_YET
    change: int = 0
    rounding_cents: int = 0
    """What rounding the total to coins added to it; in `total_cents`."""
    rate_micro: int = 1_000_000
    """Home currency per unit of the order's when it was saved, in millionths."""
    billed_cents: int = 0
    """On invoices so far."""
    paid_ahead_cents: int = 0
    """Received for it and not yet taken by an invoice."""
    exposure_cents: int = 0
    """Its part of the exposure of its customer, in the home currency."""
    warnings: tuple[str, ...] = ()
    """Warnings given when the order was created; they stop nothing."""
    edited_by: str = ""
    """The author of the last change of its content; "" while it is as it was saved."""
    approved: tuple[str, ...] = ()
    """What people have approved about it as it is."""
    papers: tuple[Any, ...] = ()
    """Deliveries, invoices, payments, returns and credit notes, in the order of posting."""

    def line_state(self, line: Line) -> str:
        """The state of a line.

        `open` until the order is released; then `allocated`, `backordered` while units are missing, `partly_shipped`
        or `shipped`; `cancelled` when all of it is given up.
        """
        if self.status == "cancelled" or line.cancelled == line.quantity:
            return "cancelled"
        if line.shipped:
            return "partly_shipped" if line.open else "shipped"
        if line.allocated and line.allocated == line.quantity - line.cancelled:
            return "allocated"
        return "open" if self.released_at_ms == NOT_YET else "backordered"
