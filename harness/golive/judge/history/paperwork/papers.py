"""The documents that follow an order in both systems, kept only where there is something to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from golive.judge.history.documents import ErpOrder
from golive.judge.history.orders import Orders
from golive.judge.history.paperwork.shop_returns import ShopReturns
from golive.judge.history.records.authors import is_client
from golive.record.run import Fact

Rows = tuple[tuple[str, int], ...]
"""(SKU, units) per row."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `cents` is its amount, `by` its author; `of` the return that a credit note credits.

    `disposition` of a return is `restock` or `scrap`: whether its goods are in stock again.
    """

    number: str
    seq: int
    at_ms: int
    cents: int
    by: str
    lines: Rows = ()
    of: str = ""
    disposition: str = ""

    @property
    def is_of_client(self) -> bool:
        """Whether the integration made it."""
        return is_client(self.by)


Filed = dict[str, list[Paper]]


class Papers:
    """Readers of the facts about documents, in `readers` by kind of fact; each is called before those of `Orders`.

    By ERP order: `payments` of API clients, `returns`, `credit_notes`, and `bills`, the invoices where they are not one
    over the whole order. By shop order: `memos`, the credit memos, and `parcels` and `receipts`, its shipments and
    invoices where there are several; `early` are shipments of the integration that came before any parcel was known.
    `shop_returns` are the returns of the shop. `totals` are the present totals in cents of changed ERP orders.
    """

    def __init__(self, orders: Orders) -> None:
        self.payments: Filed = {}
        self.returns: Filed = {}
        self.credit_notes: Filed = {}
        self.bills: Filed = {}
        self.memos: Filed = {}
        self.parcels: Filed = {}
        self.receipts: Filed = {}
        self.early: dict[str, Paper] = {}
        self.totals: dict[str, int] = {}
        self.shop_returns = ShopReturns()
        self._orders = orders
        self._returned_by: dict[str, str] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {
            "erp.payment.posted": self._paid,
            "erp.return.posted": self._returned,
            "erp.credit_note.posted": self._credited,
            "erp.invoice.posted": self._invoiced,
            "erp.order.changed": self._changed,
            "erp.order.lost": self._order_lost,
            "erp.document.lost": self._document_lost,
            "shop.order.refunded": self._refunded,
            "shop.order.shipped": self._shipped,
            "shop.order.paid": self._booked,
            **self.shop_returns.readers,
        }

    def of_orders(self, filed: Filed, docs: Iterable[ErpOrder]) -> list[Paper]:
        """Return the documents of some ERP orders, oldest first."""
        found = [paper for doc in docs for paper in filed.get(doc.number, ())]
        return sorted(found, key=lambda paper: paper.seq) if len(found) > 1 else found

    # -- the ERP -----------------------------------------------------------------------------------------

    def _paid(self, fact: Fact) -> None:
        data = fact.data
        if is_client(data.get("by", "")):
            self._file(self.payments, fact, "payment", data["amount_cents"])

    def _returned(self, fact: Fact) -> None:
        self._returned_by[fact.keys["return"]] = fact.data["by"]
        data = fact.data
        disposition = data["disposition"]
        paper = Paper(
            fact.keys["return"], fact.seq, fact.at_ms, 0, data["by"], _rows(fact), disposition=disposition
        )
        self.returns.setdefault(fact.keys["order"], []).append(paper)

    def _credited(self, fact: Fact) -> None:
        """Read a credit note. One that the ERP posts for a return is by the author of the return."""
        data, of = fact.data, fact.data.get("return", "")
        by = data.get("by", "")
        if of and not is_client(by):
            by = self._returned_by.get(of, by)
        paper = Paper(fact.keys["credit_note"], fact.seq, fact.at_ms, data["total_cents"], by, (), of)
        self.credit_notes.setdefault(fact.keys["order"], []).append(paper)

    def _invoiced(self, fact: Fact) -> None:
        """Read an invoice. The first one over the whole order is only counted: nearly all orders have just that."""
        number, cents = fact.keys["order"], fact.data["total_cents"]
        doc = self._orders.documents.get(number)
        if doc is None:
            return
        if number not in self.bills:
            if not doc.invoices and cents == doc.money.total:
                return
            if doc.invoices:
                self.bills[number] = [Paper("", doc.seq, doc.created_ms, doc.money.total, "")]
        self._file(self.bills, fact, "invoice", cents)

    def _changed(self, fact: Fact) -> None:
        self.totals[fact.keys["order"]] = fact.data["total_cents"]

    def _order_lost(self, fact: Fact) -> None:
        for filed in (self.payments, self.returns, self.credit_notes, self.bills):
            filed.pop(fact.keys["order"], None)
        self.totals.pop(fact.keys["order"], None)

    def _document_lost(self, fact: Fact) -> None:
        order, number = fact.keys["order"], fact.keys["document"]
        of_kind = {"payment": self.payments, "return": self.returns, "credit_note": self.credit_notes}
        filed = of_kind.get(fact.data["kind"], self.bills)
        if order in filed:
            filed[order] = [paper for paper in filed[order] if paper.number != number]

    # -- the shop ----------------------------------------------------------------------------------------

    def _refunded(self, fact: Fact) -> None:
        data = fact.data
        paper = Paper(
            fact.keys.get("creditmemo", ""),
            fact.seq,
            fact.at_ms,
            data["amount_cents"],
            data.get("by", ""),
            _rows(fact),
        )
        self.memos.setdefault(fact.keys["order"], []).append(paper)

    def _shipped(self, fact: Fact) -> None:
        story = self._orders.stories.get(fact.keys["order"])
        if story is None:
            return
        if story.shipments:
            self._file(self.parcels, fact, "shipment", 0, _rows(fact))
        elif is_client(fact.data.get("by", "")) and not any(doc.parcels for doc in story.erp):
            by = fact.data["by"]
            number = fact.keys.get("shipment", "")
            self.early[story.order] = Paper(number, fact.seq, fact.at_ms, 0, by, _rows(fact))

    def _booked(self, fact: Fact) -> None:
        """Read an invoice of the shop. One over the whole order is not kept, unless another precedes it."""
        order, cents = fact.keys["order"], fact.data["amount_cents"]
        story = self._orders.stories.get(order)
        if story is None:
            return
        is_first = story.paid_ms is None
        if not is_first or cents != story.money.total:
            if not is_first and order not in self.receipts:
                self.receipts[order] = [Paper("", story.seq, story.placed_ms, story.money.total, "")]
            self._file(self.receipts, fact, "invoice", cents)

    def _file(self, filed: Filed, fact: Fact, key: str, cents: int, lines: Rows = ()) -> None:
        paper = Paper(fact.keys.get(key, ""), fact.seq, fact.at_ms, cents, fact.data.get("by", ""), lines)
        filed.setdefault(fact.keys["order"], []).append(paper)


def _rows(fact: Fact) -> Rows:
    return tuple([(row[0], row[1]) for row in fact.data["lines"]])
