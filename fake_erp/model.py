"""The records an ERP keeps. No behaviour beyond what a record can say about itself.

Money is integer minor units (`_cents`), instants are integer milliseconds since the Unix epoch (`_ms`),
tax rates are basis points (`_bp`: 1900 is 19 %), quantities are whole units of the item.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

Now: TypeAlias = Callable[[], int]
"""Gives the present instant in milliseconds since the Unix epoch."""

Emit: TypeAlias = Callable[[str, dict[str, str], dict[str, Any]], None]
"""Told of every change: the kind of fact, its business keys, its data."""

Document: TypeAlias = dict[str, Any]
"""An order as it came in, for rules that look at fields by their dotted path."""

Address: TypeAlias = dict[str, str]
"""Flat and made of text only, so that a shallow copy shares nothing."""


NOT_YET = -1
"""In place of an instant that has not come."""


class Changing(Protocol):
    """Whatever appears in a feed carries the number of its last change; 0 before its first one."""

    change: int


TILL_CHANNEL = "store"
"""The sales channel of the ERP's own tills; whatever comes in over an interface is somebody else's."""


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


@dataclass(slots=True)
class StockRow:
    """One item in one warehouse. `allocated` is the sum of `by_channel` and never exceeds `on_hand`."""

    item: str
    warehouse: str
    on_hand: int = 0
    allocated: int = 0
    safety: int = 0
    by_channel: dict[str, int] = field(default_factory=dict)
    waiting: deque[tuple[Order, Line]] = field(default_factory=deque)
    """Lines short of stock, first come first served. Cancelled orders leave it lazily."""
    changed_at_ms: int = 0
    change: int = 0

    @property
    def available(self) -> int:
        """What may still be promised; below zero when orders have eaten into the safety stock."""
        return self.on_hand - self.allocated - self.safety


@dataclass(slots=True)
class Line:
    item: Item
    quantity: int
    unit_price_cents: int
    discount_cents: int
    tax_cents: int
    row: StockRow
    """Where the line is served from; chosen when the order is saved."""
    allocated: int = 0
    shipped: int = 0


@dataclass(slots=True)
class DraftLine:
    sku: str
    quantity: int
    unit_price_cents: int
    discount_cents: int = 0
    warehouse: str = ""


@dataclass(slots=True)
class Draft:
    """A sales order as somebody wants it: well-formed, but not yet checked against rules or master data."""

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
    number: str
    sequence: int
    external_reference: str
    channel: str
    customer: Customer
    currency: str
    ordered_at_ms: int
    prices_include_tax: bool
    lines: list[Line]
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
    custom: dict[str, Any]
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


@dataclass(slots=True)
class Delivery:
    number: str
    order: Order
    warehouse: str
    posted_at_ms: int
    tracking: str
    lines: list[tuple[str, int]]
    change: int = 0


@dataclass(slots=True)
class Invoice:
    number: str
    order: Order
    total_cents: int
    open_cents: int
    posted_at_ms: int
    change: int = 0
