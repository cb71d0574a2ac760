"""Readers of the facts of the shop and its payments, for orders and stock."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.history.checkouts import Checkouts
from golive.judge.history.documents import Story, total
from golive.judge.history.orders import Orders
from golive.judge.history.records.articles import SHOP, Articles
from golive.judge.history.records.authors import OTHER_SYSTEMS
from golive.judge.history.stock import Stock
from golive.record.run import Fact

RELEASED = ("order_canceled", "creditmemo_created")
"""Reservation events that release goods an order no longer needs."""


END_STATES = {"complete": "complete", "closed": "closed", "canceled": "canceled"}
"""The statuses that tell a customer that an order is done, with the state that has them."""


class ShopFacts:
    """Readers of the shop's facts, in `readers` by kind of fact."""

    def __init__(self, orders: Orders, stock: Stock, articles: Articles) -> None:
        self.refused_checkouts = 0
        self._articles = articles
        self._elsewhere: set[str] = set()
        """Orders that were sold from a stock that the main website does not sell from."""
        self.checkouts = Checkouts()
        self._orders = orders
        self._stock = stock
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.order.placed": self._placed,
            "shop.clock.set": orders.clock_set,
            "shop.order.paid": self._paid,
            "shop.order.cancelled": self._ended,
            "shop.order.reduced": orders.reduced,
            "shop.order.refunded": self._refunded,
            "shop.order.shipped": self._shipped,
            "shop.order.state": self._restated,
            "shop.product.renamed": self._renamed,
            "shop.product.saved": self._saved,
            "shop.product.deleted": self._deleted,
            "shop.stock.changed": self._source,
            "shop.reservation.added": self._reservation,
            "shop.checkout.refused": self._checkout_refused,
            "shop.checkout.waited": self.checkouts.waited,
            "payment.captured": self._captured,
            "payment.refunded": self._paid_back,
            "cart.placed_again": self._placed_again,
        }

    def _story(self, fact: Fact) -> Story | None:
        return self._orders.stories.get(fact.keys.get("order", ""))

    def _placed(self, fact: Fact) -> None:
        story = self._orders.placed(fact)
        if self._articles.changed:
            story.open = total([(self._articles.of(SHOP, sku), units) for sku, units in story.open.items()])
        elsewhere = story.order in self._elsewhere
        for sku, quantity in story.open.items():
            self._stock.sold(fact.at_ms, sku, quantity, story.order, fact.seq, elsewhere=elsewhere)

    def _placed_again(self, fact: Fact) -> None:
        self._orders.placed_again[fact.keys["order"]] = fact.data["first"]

    def _paid(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.paid_ms is None:
            story.paid_ms = fact.at_ms

    def _ended(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.ended_ms is None:
            story.ended_ms, story.ended_seq = fact.at_ms, fact.seq
            for sku in list(story.open):
                self._give_up(fact.at_ms, story, sku, story.open[sku])

    def _refunded(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is None:
            return
        story.credited_cents += fact.data["amount_cents"]
        if fact.data["full"] and not story.shipments:
            self._ended(fact)

    def _shipped(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None:
            named = self._articles
            story.shipments += self._orders.kept(
                [(named.of_order(sku, story.seq), quantity) for sku, quantity in fact.data["lines"]]
            )
            if fact.data["by"] in OTHER_SYSTEMS:
                story.followed_from = fact.at_ms, fact.seq, fact.data["by"]

    def _restated(self, fact: Fact) -> None:
        story, data = self._story(fact), fact.data
        if story is not None:
            story.state, status = data["state"], data["status"]
            story.misstated = status if END_STATES.get(status, data["state"]) != data["state"] else ""

    def _give_up(self, now_ms: int, story: Story, sku: str, quantity: int) -> None:
        """Cancel units of an order. Units that already left in a parcel are a loss to the shop."""
        taken = self._orders.give_up(story, sku, quantity)
        if taken:
            self._stock.given_up(now_ms, sku, taken)
        late = quantity - taken
        for doc in story.erp if late else ():
            kept = []
            for parcel_sku, units, warehouse in doc.taken:
                lost = min(units, late) if parcel_sku == sku else 0
                if lost:
                    self._stock.left(now_ms, sku, -lost, warehouse)
                    late -= lost
                if lost < units:
                    kept.append((parcel_sku, units - lost, warehouse))
            doc.taken = tuple(kept)

    def _renamed(self, fact: Fact) -> None:
        article = self._articles.rename(SHOP, fact)
        self._orders.renamed_in_shop[fact.data["to"]] = fact.data["from"]
        if not fact.data["stock"]:
            self._stock.left_behind(fact.at_ms, article, fact.data["from"], on_sale=True)

    def _saved(self, fact: Fact) -> None:
        if fact.data.get("created"):
            sku = fact.keys["sku"]
            self._stock.listed(fact.at_ms, self._articles.add(SHOP, sku, fact.seq), sku)

    def _deleted(self, fact: Fact) -> None:
        sku = fact.keys["sku"]
        self._stock.left_behind(fact.at_ms, self._articles.delete(sku), sku, on_sale=False)

    def _source(self, fact: Fact) -> None:
        for sku, source, quantity, in_stock in fact.data["rows"]:
            units = quantity if in_stock else 0
            left = self._stock.left_over.get(sku)
            if left is None:
                self._stock.source_changed(fact.at_ms, self._articles.of(SHOP, sku) or sku, source, units)
            else:
                left.sources[source] = units

    def _reservation(self, fact: Fact) -> None:
        story = self._story(fact) if fact.data["event"] in RELEASED else None
        elsewhere = "stock" in fact.data
        if elsewhere:
            self._elsewhere.add(fact.keys["order"])
        for sku, quantity in fact.data["rows"]:
            left = self._stock.left_over.get(sku)
            if elsewhere:
                article = self._articles.of(SHOP, sku) or sku
                self._stock.reserved_elsewhere(fact.at_ms, article, quantity)
            elif left is None:
                self._stock.reserved(fact.at_ms, self._articles.of(SHOP, sku) or sku, quantity)
            else:
                left.reserved += quantity
            if story is not None and quantity > 0:
                article = self._articles.of_order(sku, story.seq)
                self._give_up(fact.at_ms, story, article, quantity)

    def _checkout_refused(self, fact: Fact) -> None:
        self.refused_checkouts += 1

    def _captured(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None:
            story.captured_cents += fact.data["amount_cents"]

    def _paid_back(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None:
            story.refunded_cents += fact.data["amount_cents"]
