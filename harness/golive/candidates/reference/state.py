"""The state of each order in durable storage, by increment id.

A change counts once it is saved. The caller saves a changed record before any call that depends on it and before the
next wait.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from golive.candidates.reference.masters.contact import Contact
from golive.candidates.reference.orders.claims import Claims
from golive.candidates.reference.refunds.deposit import Deposit
from golive.candidates.reference.refunds.memo import Memo
from golive.candidates.reference.returns.goods import GoodsReturn
from golive.candidates.reference.shipments.shipment import Shipment
from golive.candidates.storage import Storage
from golive.scenario.model.staff.roles import TECHNICAL

WAITING, TO_SEND, SENT, ON_DESK, NOT_WANTED = "waiting", "to_send", "sent", "on_desk", "not_wanted"
"""Not paid yet; to be sent; in the ERP; a person must look; nothing to do (any more)."""


@dataclass(slots=True)
class Record:
    """The state of one shop order.

    `unsure`: an attempt may have been applied, as it is in flight or went unanswered. `standing`: it is on the desk
    because the ERP does not process it further. `gone`: its ERP order is cancelled. `status`: its status in the shop,
    as read at `read_ms`. `cart` is the cart it was placed from. `parcels` are the numbers of the deliveries that the
    shop was told of. `edited`: people have changed it in the ERP, and it is to be compared.
    """

    order: str
    entity_id: str
    state: str = WAITING
    number: str = ""
    seen_ms: int = 0
    sent_ms: int = 0
    unsure: bool = False
    cancel: bool = False
    cancelled: bool = False
    shown: bool = False
    standing: bool = False
    gone: bool = False
    status: str = ""
    read_ms: int = 0
    cart: str = ""
    items: dict[str, list[list[float]]] = field(default_factory=dict)
    parcels: tuple[str, ...] = ()
    edited: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the exporter has something left to do for it."""
        if self.unsure or self.edited or self.state in (WAITING, TO_SEND):
            return True
        return self.cancel and not self.cancelled

    @property
    def is_shipped(self) -> bool:
        """Whether every unit was reported to the shop as shipped."""
        return bool(self.items) and all(row[1] <= 0 for rows in self.items.values() for row in rows)


@dataclass(slots=True)
class Pulse:
    """The state of one duty: its last success, or its first failure since; the latest reason; whether alerted.

    `owner` is the owner of what failed.
    """

    since_ms: int
    why: str = ""
    alerted: bool = False
    owner: str = TECHNICAL


class State:
    """The integration's tables, and the claims of this instance on what is in them."""

    def __init__(self, storage: Storage, claims: Claims) -> None:
        self.claims = claims
        self.orders: dict[str, Record] = storage.table("orders")
        self.customers: dict[str, str] = storage.table("customers")
        self.deliveries: dict[str, dict[str, Any]] = storage.table("deliveries")
        self.shipments: dict[str, Shipment] = storage.table("shipments")
        self.on_hand: dict[str, float] = storage.table("on_hand")
        self.cursors: dict[str, Any] = storage.table("cursors")
        self.push_again: dict[str, None] = storage.table("push_again")
        self.memos: dict[str, Memo] = storage.table("memos")
        self.memos_seen: dict[str, None] = storage.table("memos_seen")
        self.returns: dict[str, GoodsReturn] = storage.table("returns")
        self.returns_seen: dict[str, None] = storage.table("returns_seen")
        self.deposits: dict[str, Deposit] = storage.table("deposits")
        self.invoices_seen: dict[str, None] = storage.table("invoices_seen")
        self.unacknowledged: dict[str, dict[str, Any]] = storage.table("unacknowledged")
        self.pulses: dict[str, Pulse] = storage.table("pulses")
        self.prices: dict[str, str] = storage.table("prices")
        self.priced_by_list: dict[str, None] = storage.table("priced_by_list")
        self.prices_due: dict[str, list[int]] = storage.table("prices_due")
        self.contacts: dict[str, Contact] = storage.table("contacts")
        self.contacts_due: dict[str, None] = storage.table("contacts_due")
        self.unconfirmed: dict[str, None] = storage.table("unconfirmed")
        self.former: dict[str, str] = storage.table("former")
        self.renames: dict[str, None] = storage.table("renames")
        self.left_behind: dict[str, dict[str, Any]] = storage.table("left_behind")
        self.erp_skus: dict[str, str] = storage.table("erp_skus")
        self.shop_skus: dict[str, str] = storage.table("shop_skus")
        self.optioned: dict[str, dict[str, Any]] = storage.table("optioned")

    def save(self, record: Record) -> None:
        """Store a record as it is now."""
        self.orders[record.order] = record
        self.claims.note(record.order, record.is_open)
