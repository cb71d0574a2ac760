"""A shop order and its ERP orders, with the fields that a verdict needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Lines = tuple[tuple[str, int, int, int], ...]
"""(SKU, quantity, unit price in cents, discount in cents) per row, sorted."""

ON_ACCOUNT = "purchaseorder"
CANCELLED = "cancelled"
NOTHING: dict[str, int] = {}
"""Shared by all orders without open units; never changed."""


@dataclass(slots=True)
class Money:
    """The amounts of a document in cents. The discount is positive."""

    currency: str
    subtotal: int
    discount: int
    shipping: int
    tax: int
    total: int

    @classmethod
    def of(cls, data: dict[str, Any]) -> Money:
        """Read the amounts of a fact about an order."""
        return cls(
            data["currency"],
            data["subtotal_cents"],
            data["discount_cents"],
            data["shipping_cents"],
            data["tax_cents"],
            data["total_cents"],
        )


@dataclass(slots=True, eq=False)
class ErpOrder:
    """An order as the ERP committed it. `parcels` are (SKU, quantity, warehouse) of the delivered goods.

    `earlier` are the deliveries before the last: instant in ms, and how many of the parcels had left with it.
    `ship_to` is name, street, city, postcode and country; `ordered_ms` the order date it was given.
    """

    number: str
    ref: str
    seq: int
    created_ms: int
    status: str
    money: Money
    lines: Lines
    email: str
    story: Story | None = field(default=None, repr=False)
    ship_to: tuple[str, ...] = ()
    ordered_ms: int | None = None
    of_other_customer: bool = False
    live_ms: int | None = None
    delivered_ms: int | None = None
    parcels: tuple[tuple[str, int, str], ...] = ()
    earlier: tuple[tuple[int, int], ...] = ()
    invoices: int = 0
    last_seq: int = 0

    @property
    def is_live(self) -> bool:
        """Whether the order is not cancelled."""
        return self.status != CANCELLED

    @property
    def is_shipped(self) -> bool:
        """Whether at least one parcel has left."""
        return bool(self.parcels)

    @property
    def delivered(self) -> dict[str, int]:
        """Units per SKU that have left."""
        return total([(sku, quantity) for sku, quantity, _ in self.parcels])

    def delivered_by(self, at_ms: int) -> dict[str, int]:
        """Units per SKU that had left at an instant."""
        if self.delivered_ms is None or self.delivered_ms > at_ms:
            count = max((count for left_ms, count in self.earlier if left_ms <= at_ms), default=0)
            return total([(sku, quantity) for sku, quantity, _ in self.parcels[:count]])
        return self.delivered


@dataclass(slots=True, eq=False)
class Story:
    """One shop order with the history of both systems about it. Times are epoch ms, None for never.

    `open` are the units per SKU that were neither shipped nor cancelled; `also_known_as` are the references that the
    candidate uses for it besides its number.
    """

    order: str
    seq: int
    placed_ms: int
    method: str
    money: Money
    lines: Lines
    email: str
    open: dict[str, int]
    paid_ms: int | None = None
    captured_cents: int = 0
    refunded_cents: int = 0
    credited_cents: int = 0
    ended_ms: int | None = None
    ended_seq: int = 0
    shipments: tuple[tuple[str, int], ...] = ()
    erp: tuple[ErpOrder, ...] = ()
    dropped: tuple[int, ...] = ()
    refused_ms: int | None = None
    shown_ms: int | None = None
    shown_seq: int = 0
    shown_what: str = ""
    resolved_seq: int = 0
    also_known_as: tuple[str, ...] = ()
    ship_to: tuple[str, ...] = ()

    @property
    def due_ms(self) -> int | None:
        """The instant from which the ERP should have the order: its payment, or its placement if it is on account."""
        return self.placed_ms if self.method == ON_ACCOUNT else self.paid_ms

    @property
    def is_due(self) -> bool:
        """Whether the ERP should have the order now."""
        return self.due_ms is not None and self.ended_ms is None

    @property
    def live(self) -> list[ErpOrder]:
        """The ERP orders of this order that are not cancelled."""
        return [doc for doc in self.erp if doc.status != CANCELLED]

    @property
    def shipped(self) -> dict[str, int]:
        """Units per SKU that the shop has shipped."""
        return total(self.shipments)

    @property
    def is_shown(self) -> bool:
        """Whether an open desk entry names this order with a reason."""
        return self.shown_seq > self.resolved_seq

    @property
    def latency_ms(self) -> int | None:
        """The time from due to live in the ERP, by its first live ERP order; None while there is none."""
        due = self.due_ms
        if due is None:
            return None
        lives = [doc.live_ms for doc in self.erp if doc.live_ms is not None and doc.status != CANCELLED]
        return max(0, min(lives) - due) if lives else None


def total(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Units per SKU."""
    units: dict[str, int] = {}
    for sku, quantity in rows:
        units[sku] = units.get(sku, 0) + quantity
    return units
