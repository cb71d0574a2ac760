"""Documents of an order: invoices, shipments and credit memos, their rows, comments and tracking numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from fake_magento.model.amounts import Amounts
from fake_magento.model.order_line import OrderLine

if TYPE_CHECKING:
    from fake_magento.model.order import Order


class DocumentLine(NamedTuple):
    """`quantity` units of an order line; earlier documents of the same kind have `before` units of it."""

    line: OrderLine
    before: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; both flags are 0 or 1, as Magento stores them."""

    text: str
    visible: int = 0
    notified: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A comment added to a document after it was made."""

    entity_id: int
    comment: Comment
    created_ms: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A document as an API client sent it: its flat fields, and one dict for each of its rows."""

    fields: dict[str, Any]
    rows: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Invoice:
    """An invoice; `state` is 1 open, 2 paid, 3 canceled. `sent` is None unless a client saved it.

    `base_amounts` is None in a store whose orders are in base currency.
    """

    entity_id: int
    increment_id: str
    order: Order
    lines: tuple[DocumentLine, ...]
    first_item_id: int
    amounts: Amounts
    created_ms: int
    transaction_id: str | None = None
    comment: Comment | None = None
    base_amounts: Amounts | None = None
    notes: tuple[Note, ...] = ()
    state: int | None = 2
    sent: Sent | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A tracking number of a shipment."""

    entity_id: int
    number: str
    title: str
    carrier_code: str
    created_ms: int | None = None
    """None: at the same time as the shipment."""


@dataclass(slots=True)
class Shipment:
    """Goods that have left one source. `sent` is None unless a client saved it, which leaves the order as it was."""

    entity_id: int
    increment_id: str
    order: Order
    lines: tuple[DocumentLine, ...]
    first_item_id: int
    source: str
    created_ms: int
    tracks: tuple[Track, ...] = ()
    comment: Comment | None = None
    notes: tuple[Note, ...] = ()
    sent: Sent | None = None


@dataclass(slots=True)
class CreditMemo:
    """A refund; `state` is 1 open, 2 refunded, 3 canceled. `sent` is None unless a client saved it.

    `base_amounts` is None in a store whose orders are in base currency.
    """

    entity_id: int
    increment_id: str
    order: Order
    lines: tuple[DocumentLine, ...]
    first_item_id: int
    amounts: Amounts
    adjustment_positive_cents: int
    adjustment_negative_cents: int
    created_ms: int
    invoice_id: int | None = None
    comment: Comment | None = None
    base_amounts: Amounts | None = None
    base_adjustments: tuple[int, int] = (0, 0)
    notes: tuple[Note, ...] = ()
    state: int | None = 2
    sent: Sent | None = None
    is_booked: bool = True
    """Whether its amounts are refunded, and not only saved."""
