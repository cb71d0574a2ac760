"""Readers of the facts of the ERP, for orders, stock and counts of refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from golive.judge.history.calls import Calls
from golive.judge.history.documents import ErpOrder, Story
from golive.judge.history.orders import Orders
from golive.judge.history.records.articles import ERP, Articles
from golive.judge.history.stock import Stock
from golive.record.run import Fact

Parcel = tuple[str, int, str]
"""(SKU, units, warehouse)."""


class ErpFacts:
    """Readers of the ERP's facts, in `readers` by kind of fact."""

    def __init__(self, orders: Orders, stock: Stock, calls: Calls, articles: Articles) -> None:
        self._articles = articles
        self._orders = orders
        self._stock = stock
        self._calls = calls
        self.readers: dict[str, Callable[[Fact], None]] = {
            "erp.order.created": orders.created,
            "erp.clock.set": orders.clock_set,
            "erp.order.status": self._status,
            "erp.order.changed": self._changed,
            "erp.order.lost": orders.lost,
            "erp.document.lost": self._document_lost,
            "erp.quirk": orders.misread,
            "erp.item.renamed": self._renamed,
            "erp.item.added": self._added,
            "erp.payment.posted": orders.payment_posted,
            "erp.line.untaxed": orders.line_untaxed,
            "erp.order.dropped": orders.dropped,
            "erp.order.refused": self._refused,
            "erp.delivery.posted": self._delivered,
            "erp.invoice.posted": self._invoiced,
            "erp.stock.changed": self._stock_changed,
        }

    def _renamed(self, fact: Fact) -> None:
        self._articles.rename(ERP, fact)
        self._orders.item_renamed(fact)

    def _added(self, fact: Fact) -> None:
        sku = fact.keys["item"]
        self._orders.used_again(sku)
        self._stock.begin(fact.at_ms, self._articles.add(ERP, sku, fact.seq))

    def _status(self, fact: Fact) -> None:
        if fact.data["to"] in ("held", "pending_approval"):
            self._calls.held += 1
        self._orders.status(fact)

    def _refused(self, fact: Fact) -> None:
        rule = fact.data.get("rule", "")
        if rule and rule != "shape":
            self._calls.refusals[rule] = self._calls.refusals.get(rule, 0) + 1
        story = self._orders.story_of(fact.keys["ref"])
        if story is not None and story.refused_ms is None:
            story.refused_ms = fact.at_ms
        self._orders.refused(fact.keys["ref"])

    def _changed(self, fact: Fact) -> None:
        """Read a change. Parcels follow an ERP order to the shop order that it belongs to now."""
        moved = self._orders.changed(fact)
        if moved is None:
            return
        doc, before, story = moved
        for sku, units, warehouse in doc.taken:
            self._stock.left(fact.at_ms, sku, -units, warehouse)
            if before is not None and before.ended_ms is None:
                before.open = {**before.open, sku: before.open.get(sku, 0) + units}
                self._stock.reopened(fact.at_ms, sku, units)
        doc.taken = ()
        self._take(fact.at_ms, doc, story, doc.parcels)

    def _take(self, now_ms: int, doc: ErpOrder, story: Story | None, parcels: Iterable[Parcel]) -> None:
        """Account for delivered units that the shop order was waiting for."""
        if story is None:
            return
        rows = []
        for sku, units, warehouse in parcels:
            taken = self._orders.give_up(story, sku, units)
            if taken:
                self._stock.left(now_ms, sku, taken, warehouse)
                rows.append((sku, taken, warehouse))
        doc.taken += self._orders.kept(rows)

    def _delivered(self, fact: Fact) -> None:
        doc = self._orders.documents.get(fact.keys["order"])
        if doc is None:
            return
        story, warehouse, lines = doc.story, fact.data["warehouse"], fact.data["lines"]
        if doc.delivered_ms is not None:
            doc.earlier += ((doc.delivered_ms, len(doc.parcels)),)
        named = self._articles
        parcels = self._orders.kept(
            [(named.of(ERP, sku) or sku, quantity, warehouse) for sku, quantity in lines]
        )
        doc.parcels += parcels
        self._take(fact.at_ms, doc, story, parcels)
        if doc.taken == doc.parcels:
            doc.taken = doc.parcels  # one object, to save memory
        doc.last_seq, doc.delivered_ms = fact.seq, fact.at_ms

    def _invoiced(self, fact: Fact) -> None:
        doc = self._orders.documents.get(fact.keys["order"])
        if doc is not None:
            doc.invoices += 1

    def _document_lost(self, fact: Fact) -> None:
        doc = self._orders.documents.get(fact.keys["order"])
        if doc is not None and fact.data["kind"] == "invoice":
            doc.invoices -= 1

    def _stock_changed(self, fact: Fact) -> None:
        for sku, warehouse, on_hand, _, others, safety in fact.data["rows"]:
            article = self._articles.of(ERP, sku)
            if article:
                self._stock.erp_changed(fact.at_ms, article, warehouse, on_hand, others, safety)
