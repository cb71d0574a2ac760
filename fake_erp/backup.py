"""An ERP put back to a backup: what was entered since is gone, and numbers are given again.

Goods do not come back: the warehouse enters what has left since from its delivery notes, under their numbers, and
counts its stock. Neither is a fact, because nothing moves. What differs from the books before is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp import snapshot
from fake_erp.erp import Erp
from fake_erp.model import TILL_CHANNEL, CreditNote, Customer, Invoice, Order, Payment, Return
from fake_erp.sales.customers import CHANGEABLE
from fake_erp.sales.order_facts import changed_fact, keys_of
from fake_erp.snapshot import Snapshot

BY = "backup"
"""The author of facts about records that a backup has otherwise."""
_PAPERS = {Invoice: "invoice", Payment: "payment", Return: "return", CreditNote: "credit_note"}
_Rows = dict[tuple[str, str], list[Any]]


@dataclass(frozen=True, slots=True)
class Lost:
    """How many orders and customers of the books before are not in the backup."""

    orders: int
    customers: int


def put_back(erp: Erp, backup: Snapshot) -> Lost:
    """Put an ERP back to a backup. Calls under way stay so.

    Emits `erp.backup.restored`, and for what differs `erp.order.lost`, `erp.order.status`, `erp.order.changed`,
    `erp.document.lost`, `erp.customer.lost`, `erp.customer.changed` and `erp.stock.changed`.
    """
    orders, customers, stock = [*erp.orders.by_number.values()], [*erp.customers.all], _stock(erp)
    copy = snapshot.restore(backup, erp.now, _unsaid)
    _enter_goods(erp, copy)
    snapshot.restore_into(erp, snapshot.take(copy))
    erp.emit("erp.backup.restored", {}, {"as_of_ms": backup.at_ms})
    lost = Lost(
        sum([_compared(erp, order) for order in orders]),
        sum([_customer_compared(erp, customer) for customer in customers]),
    )
    rows = [row for place, row in _stock(erp).items() if stock.get(place) != row]
    if rows:
        erp.emit("erp.stock.changed", {}, {"why": "restored", "rows": rows})
    return lost


def _unsaid(kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
    """The event sink of the copy in which people enter what has left."""


def _enter_goods(erp: Erp, copy: Erp) -> None:
    """Enter the deliveries since the backup in the copy, and count its stock.

    A delivery whose order is not in the backup, or whose units are not promised there, is left out.
    """
    missing = [each for each in erp.shipping.by_number.values() if each.number not in copy.shipping.by_number]
    on_hand = {(row.item, row.warehouse): row.on_hand for row in erp.stock.rows()}
    wanted = dict(on_hand)
    for delivery in missing:
        for _, sku, units in delivery.lines:
            place = (sku, delivery.warehouse)
            wanted[place] = wanted.get(place, 0) + units
    _count(copy, wanted)
    copy.shipping.number_from(erp.shipping)
    for delivery in missing:
        order = copy.orders.by_number.get(delivery.order.number)
        if order is not None and _is_same(order, delivery.order):
            copy.shipping.enter(order, delivery)
    _count(copy, on_hand)


def _count(erp: Erp, on_hand: dict[tuple[str, str], int]) -> None:
    for (sku, warehouse), units in on_hand.items():
        if erp.items.find(sku) is not None and erp.stock.row(sku, warehouse).on_hand != units:
            erp.stock.count(sku, warehouse, max(0, units))


def _is_same(one: Order, other: Order) -> bool:
    return (one.created_at_ms, one.external_reference) == (other.created_at_ms, other.external_reference)


def _compared(erp: Erp, was: Order) -> bool:
    """State how an order differs from what it was, and return whether it is gone."""
    now = erp.orders.by_number.get(was.number)
    if now is None or not _is_same(now, was):
        erp.emit("erp.order.lost", keys_of(was), {"why": "restored"})
        return True
    if now.status != was.status:
        erp.emit("erp.order.status", keys_of(now), {"from": was.status, "to": now.status, "why": "restored"})
    content = changed_fact(now, BY, "restored")
    if content != changed_fact(was, BY, "restored"):
        erp.emit("erp.order.changed", keys_of(now), content)
    kept = {(type(paper), paper.number) for paper in now.papers}
    for paper in was.papers:
        kind = _PAPERS.get(type(paper))
        if kind is not None and (type(paper), paper.number) not in kept:
            keys = {**keys_of(now), "document": paper.number}
            erp.emit("erp.document.lost", keys, {"kind": kind})
    return False


def _customer_compared(erp: Erp, was: Customer) -> bool:
    """State how a customer differs from what it was, and return whether it is gone."""
    now = erp.customers.by_number.get(was.number)
    keys = {"customer": was.number}
    if now is None or now.created_at_ms != was.created_at_ms:
        erp.emit("erp.customer.lost", keys, {"email": was.email})
        return True
    before = {name: getattr(was, name) for name in CHANGEABLE}
    after = {name: getattr(now, name) for name in CHANGEABLE}
    fields = [name for name in CHANGEABLE if before[name] != after[name]]
    if fields:
        data = {
            "fields": fields,
            "by": BY,
            "email": now.email,
            "was": {name: before[name] for name in fields},
            "now": {name: after[name] for name in fields},
        }
        erp.emit("erp.customer.changed", keys, data)
    return False


def _stock(erp: Erp) -> _Rows:
    """The rows of `erp.stock.changed` by SKU and warehouse."""
    found: _Rows = {}
    for row in erp.stock.rows():
        others = row.by_channel.get(TILL_CHANNEL, 0)
        shown = [row.item, row.warehouse, row.on_hand, row.allocated - others, others, row.safety]
        found[row.item, row.warehouse] = shown
    return found
