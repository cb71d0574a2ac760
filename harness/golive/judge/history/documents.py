"""A shop order and its ERP orders, with the fields that a verdict needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Lines = tuple[tuple[str, int, int, int], ...]
"""(SKU, quantity, unit price in cents, discount in cents) per row, sorted."""

ON_ACCOUNT = "purchaseorder"
CANCELLED = "cancelled"
LOST = "lost"
"""The status of an ERP order that is gone since a backup was restored."""
OVER = (CANCELLED, LOST)
"""The states in which an ERP order does not live."""
NOTHING: dict[str, int] = {}
"""Shared by all orders without open units; never changed."""


@dataclass(slots=True)
class Money:
    """The amounts of a document in cents. The discount is positive; `rounding` to coins is in the total."""

    currency: str
    subtotal: int
    discount: int
    shipping: int
    tax: int
    total: int
    rounding: int = 0

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
            data.get("rounding_cents", 0),
        )


class ShopTerms(NamedTuple):
    """How a shop order is paid and shipped, through which store and by what kind of customer.

    `net`: prices are without tax.
    """

    method: str
    shipping_method: str
    store: str
    net: bool = False
    guest: bool = False


class ErpTerms(NamedTuple):
    """How an ERP order is paid and shipped, and its sales channel. `net`: prices are without tax."""

    method: str
    shipping_method: str
    channel: str
    prepaid: bool
    net: bool = False


class Bundle(NamedTuple):
    """A bundle of a shop order with its parts: (SKU, units, cents after discount) each. `cents` is the whole price."""

    sku: str
    units: int
    cents: int
    parts: tuple[tuple[str, int, int], ...]


class Reduction(NamedTuple):
    """A cancellation of a part of a shop order: ledger number, epoch ms, and the units per SKU that it ended."""

    seq: int
    at_ms: int
    units: dict[str, int]


@dataclass(slots=True, eq=False)
class ErpOrder:
    """An order as the ERP committed it.

    `ship_to` and `bill_to` are name, street, city, postcode, country, company, region and phone, as far as the ledger
    has them; `ordered_ms` is the order date it was given, `custom` (name, value) of its own fields. `parcels` are
    (SKU, quantity, warehouse) of the delivered goods, `taken` those of them that its shop order was waiting for.
    `relinked`: it was created for another shop order, so that fields that the ERP cannot change are still those of
    that one.
    `filled` names what the ERP took from the customer because it was not sent: `ship_to`, or the name of an address.
    `earlier` are the deliveries before the last: instant in ms, and how many of the parcels had left with it.
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
    bill_to: tuple[str, ...] = ()
    terms: ErpTerms | None = None
    payment_cents: int | None = None
    custom: tuple[tuple[str, Any], ...] = ()
    ordered_ms: int | None = None
    clock_ms: int = 0
    """How far the ERP's clock was off when the order was entered."""
    of_other_customer: bool = False
    relinked: bool = False
    live_ms: int | None = None
    delivered_ms: int | None = None
    parcels: tuple[tuple[str, int, str], ...] = ()
    taken: tuple[tuple[str, int, str], ...] = ()
    earlier: tuple[tuple[int, int], ...] = ()
    invoices: int = 0
    last_seq: int = 0
    filled: tuple[str, ...] = ()
    cancelled_ms: int | None = None
    imported: bool = False
    """Whether it is from a file that people imported."""

    @property
    def is_live(self) -> bool:
        """Whether the order is neither cancelled nor lost."""
        return self.status not in OVER

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
    candidate uses for it besides its number. `clock_ms` is how far the shop's clock was off when it was placed.
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
    clock_ms: int = 0
    also_known_as: tuple[str, ...] = ()
    ship_to: tuple[str, ...] = ()
    bill_to: tuple[str, ...] = ()
    terms: ShopTerms | None = None
    gift_cents: int = 0
    bundles: tuple[Bundle, ...] = ()
    has_options: bool = False
    """Whether a row has custom options."""
    decimals: frozenset[str] = frozenset()
    """SKUs of rows with decimal quantities, which are counted in thousandths."""
    state: str = ""
    """The last state that the shop moved it to; empty while it has the one that it was placed with."""
    reduced: Reduction | None = None
    """The last cancellation of a part of it; `lines` and `money` are without that part."""
    lost_ms: int | None = None
    """The instant at which the ERP lost an order of it with a restored backup."""
    followed_from: tuple[int, int, str] | None = None
    """Instant, ledger number and author of the last shipment that another system made in the shop."""
    misstated: str = ""
    """The status in the shop where it is one of a later state than the order has; empty for none."""

    @property
    def due_ms(self) -> int | None:
        """The instant from which the ERP should have the order: its payment, or its placement if it is on account.

        An order that the ERP has lost is due again from then on.
        """
        due_ms = self.placed_ms if self.method == ON_ACCOUNT else self.paid_ms
        if self.lost_ms is None or due_ms is None:
            return due_ms
        return max(due_ms, self.lost_ms)

    @property
    def is_due(self) -> bool:
        """Whether the ERP should have the order now."""
        return self.due_ms is not None and self.ended_ms is None

    @property
    def live(self) -> list[ErpOrder]:
        """The ERP orders of this order that are neither cancelled nor lost."""
        return [doc for doc in self.erp if doc.status not in OVER]

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
        """The time from due to live in the ERP, by its first live ERP order; None while there is none.

        An order in parts is live with its last part.
        """
        due = self.due_ms
        if due is None:
            return None
        if len(self.erp) == 1:
            (doc,) = self.erp
            return None if doc.live_ms is None or doc.status in OVER else max(0, doc.live_ms - due)
        lives = [doc for doc in self.erp if doc.live_ms is not None and doc.status not in OVER]
        if not lives:
            return None
        moments = [doc.live_ms for doc in lives if doc.live_ms is not None]
        in_parts = len(lives) > 1 and not any(_units(doc.lines) >= _units(self.lines) for doc in lives)
        return max(0, (max(moments) if in_parts else min(moments)) - due)


def _units(lines: Lines) -> int:
    return sum(row[1] for row in lines)


def total(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Units per SKU."""
    units: dict[str, int] = {}
    for sku, quantity in rows:
        units[sku] = units.get(sku, 0) + quantity
    return units
