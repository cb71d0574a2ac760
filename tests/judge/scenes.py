"""What ledgers about the causes of findings are made of: list calls, ends, kills, and orders that reach the ERP."""

from __future__ import annotations

from golive.judge.causes import explain
from golive.judge.oracles import Budgets, Case
from golive.record.ledger import MemoryLedger, interwoven
from golive.record.run import Cause
from golive.wire.reply_facts import packed

from .ledgers import Book, shared_shelf

CREATE, SHIP, READ, CANCEL = "erp.order.create", "shop.order.ship", "shop.order.read", "erp.order.cancel"
LISTS, LOOK_UP, DELIVERIES = "shop.order.list", "erp.order.list", "erp.delivery.list"
CARD = {"method": "card"}


def cause(book: Book, kind: str, order: str = "1") -> Cause:
    case = Case(book.end("23:00").history(), MemoryLedger(book.facts), Budgets())
    facts = interwoven(case.ledger.about(order), case.ledger.lives())
    return explain(kind, case.history.orders.stories[order], facts, scene=case.scene)


def listing(
    book: Book,
    clock: str,
    keys: str = "",
    asked: dict[str, str] | None = None,
    op: str = LISTS,
    status: int = 200,
    more: bool = False,
    total: int | None = None,
    key: str = "",
) -> Book:
    """A list call at that time; `keys` are separated by blanks."""
    book.at(clock).call(op, key, status=status, truth=None)
    x, rows = book.facts[-1].keys["x"], keys.split()
    data = {"op": op, "asked": {"updated_at gteq": "2025-11-28 09:00:00"} if asked is None else asked}
    counts = {"keys": packed(rows), "count": len(rows), "total": len(rows) if total is None else total}
    if status < 400:
        book.say(
            "wire", "exchange.listed", {"x": x}, {**data, **counts, "sent_ms": book.now_ms, "more": more}
        )
    return book


def since(stamp: str, field: str = "updated_at", condition: str = "gteq", **more: str) -> dict[str, str]:
    return {f"{field} {condition}": f"2025-11-28 {stamp}", **more}


def fresh() -> Book:
    return shared_shelf(Book()).at("10:00")


def bought(clock: str = "10:00") -> Book:
    return shared_shelf(Book()).at(clock).bought("1")


def ended(book: Book, clock: str) -> Book:
    return book.at(clock).say("candidate", "candidate.ended", {}, {"why": "KeyError: 'items'"})


def killed(book: Book, clock: str) -> Book:
    return book.at(clock).say("candidate", "candidate.killed", {}, {"faults": ["kill"], "down_ms": 10_000})


def others(book: Book, *orders: str) -> Book:
    """Orders that come and reach the ERP."""
    for order in orders:
        book.bought(order).created(f"SO{order}", order).create_call(order)
    return book
