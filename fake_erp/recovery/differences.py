"""The facts about what an ERP has otherwise since it was put back to a backup."""

from __future__ import annotations

from typing import Any

from fake_erp.erp import Erp
from fake_erp.model import TILL_CHANNEL, CreditNote, Customer, Invoice, Order, Payment, Return
from fake_erp.sales.customers import CHANGEABLE
from fake_erp.sales.order_facts import changed_fact, keys_of

BY = "backup"
"""The author of facts about records that a backup has otherwise."""
PAPERS = {Invoice: "invoice", Payment: "payment", Return: "return", CreditNote: "credit_note"}


def is_same(one: Order, other: Order) -> bool:
    """Whether two records of a number are of one order: after a backup another may have it."""
    return (one.created_at_ms, one.external_reference) == (other.created_at_ms, other.external_reference)


def order_compared(erp: Erp, was: Order) -> bool:
    """State how an order differs from what it was, and return whether it is gone."""
    now = erp.orders.by_number.get(was.number)
    if now is None or not is_same(now, was):
        erp.emit("erp.order.lost", keys_of(was), {"why": "restored"})
        return True
    if now.status != was.status:
        erp.emit("erp.order.status", keys_of(now), {"from": was.status, "to": now.status, "why": "restored"})
    content = changed_fact(now, BY, "restored")
    if now.changed_at_ms != was.changed_at_ms and content != changed_fact(was, BY, "restored"):
        erp.emit("erp.order.changed", keys_of(now), content)
    kept = {(type(paper), paper.number) for paper in now.papers}
    for paper in was.papers:
        kind = PAPERS.get(type(paper))
        if kind is not None and (type(paper), paper.number) not in kept:
            keys = {**keys_of(now), "document": paper.number}
            erp.emit("erp.document.lost", keys, {"kind": kind})
    return False


def customer_compared(erp: Erp, was: Customer) -> bool:
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


def stock_rows(erp: Erp) -> dict[tuple[str, str], list[Any]]:
    """The rows of `erp.stock.changed` by SKU and warehouse."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in erp.stock.rows():
        others = row.by_channel.get(TILL_CHANNEL, 0)
        shown = [row.item, row.warehouse, row.on_hand, row.allocated - others, others, row.safety]
        found[row.item, row.warehouse] = shown
    return found
