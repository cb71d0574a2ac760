"""What happened to each order, in the shop and in the ERP, as far as a verdict needs to know."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from harness.record import Fact

Lines = tuple[tuple[str, int, int, int], ...]
"""(SKU, quantity, unit price in cents, discount in cents) per row, sorted."""

ON_ACCOUNT = "purchaseorder"
_WORD = re.compile(r"[0-9A-Za-z-]+")


@dataclass(slots=True, eq=False)
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
    """An order as the ERP committed it."""

    number: str
    ref: str
    seq: int
    created_ms: int
    status: str
    money: Money
    lines: Lines
    email: str
    live_ms: int | None = None
    delivered: dict[str, int] = field(default_factory=dict)
    invoices: int = 0
    last_seq: int = 0

    @property
    def is_live(self) -> bool:
        return self.status != "cancelled"

    @property
    def is_shipped(self) -> bool:
        return bool(self.delivered)


@dataclass(slots=True, eq=False)
class Story:
    """One shop order and everything both systems did with it. Times are epoch ms, None for never."""

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
    ended_ms: int | None = None
    ended_seq: int = 0
    shipped: dict[str, int] = field(default_factory=dict)
    erp: list[ErpOrder] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    shown_ms: int | None = None
    shown_seq: int = 0
    shown_what: str = ""
    resolved_ms: int | None = None
    state: str = ""

    @property
    def due_ms(self) -> int | None:
        """From when the ERP should have it: paid, or placed on account."""
        return self.placed_ms if self.method == ON_ACCOUNT else self.paid_ms

    @property
    def live(self) -> list[ErpOrder]:
        return [doc for doc in self.erp if doc.is_live]

    @property
    def is_shown(self) -> bool:
        """Whether a person can see, by name and with a reason, that something is wrong with it."""
        return self.shown_ms is not None and (self.resolved_ms is None or self.resolved_ms < self.shown_ms)

    @property
    def latency_ms(self) -> int | None:
        """From due to live in the ERP (its first live order)."""
        due = self.due_ms
        lives = [doc.live_ms for doc in self.live if doc.live_ms is not None]
        return None if due is None or not lives else max(0, min(lives) - due)


def lines_of(rows: list[list[Any]]) -> Lines:
    return tuple(sorted((row[0], row[1], row[2], row[3]) for row in rows))


class Orders:
    """All stories, and the ERP orders that no story explains."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.documents: dict[str, ErpOrder] = {}
        self.unlinked: dict[str, ErpOrder] = {}

    def placed(self, fact: Fact) -> Story:
        data, order = fact.data, fact.keys["order"]
        still: dict[str, int] = {}
        for sku, quantity, *_ in data["lines"]:
            still[sku] = still.get(sku, 0) + quantity
        story = self.stories[order] = Story(
            order,
            fact.seq,
            fact.at_ms,
            data["method"],
            Money.of(data),
            lines_of(data["lines"]),
            data["email"],
            still,
            state=data["state"],
        )
        return story

    def created(self, fact: Fact) -> None:
        data, number, ref = fact.data, fact.keys["order"], fact.keys["ref"]
        if data["by"] == "till":
            return
        doc = ErpOrder(
            number,
            ref,
            fact.seq,
            fact.at_ms,
            data["status"],
            Money.of(data),
            lines_of(data["lines"]),
            data["email"],
            last_seq=fact.seq,
        )
        if doc.status == "released":
            doc.live_ms = fact.at_ms
        self.documents[number] = doc
        story = self.stories.get(ref)
        if story is None:
            self.unlinked[number] = doc
        else:
            story.erp.append(doc)

    def status(self, fact: Fact) -> None:
        doc = self.documents.get(fact.keys["order"])
        if doc is None:
            return
        doc.status, doc.last_seq = fact.data["to"], fact.seq
        if doc.live_ms is None and doc.status == "released":
            doc.live_ms = fact.at_ms

    def link_the_rest(self) -> None:
        """Explain ERP orders whose reference is no order number: one inside it, else equal content.

        A candidate may decorate the number, or send none; that alone must not make its orders phantoms.
        """
        for number, doc in list(self.unlinked.items()):
            story = self._named_in(doc.ref) or self._same_content(doc)
            if story is not None:
                story.erp.append(doc)
                del self.unlinked[number]

    def _named_in(self, ref: str) -> Story | None:
        return next((self.stories[word] for word in _WORD.findall(ref) if word in self.stories), None)

    def _same_content(self, doc: ErpOrder) -> Story | None:
        same = [
            story
            for story in self.stories.values()
            if story.lines == doc.lines
            and story.money.total == doc.money.total
            and story.placed_ms <= doc.created_ms
            and (not doc.email or not story.email or doc.email.casefold() == story.email.casefold())
        ]
        without = [story for story in same if not story.erp]
        return (without or same or [None])[0]  # type: ignore[list-item]
