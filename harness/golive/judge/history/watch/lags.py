"""How long each kind of record takes from one system to the other, as quantiles in little memory."""

from __future__ import annotations

import math
from collections.abc import Callable

from golive.judge.history.documents import Story
from golive.judge.history.orders import Orders
from golive.judge.history.records.authors import OTHER_SYSTEMS
from golive.judge.history.records.prices import OPENING
from golive.record.run import Fact

KINDS = ("stock", "price", "shipment", "cancellation", "refund", "return", "customer")
"""Kinds of records whose lag is watched here; that of orders follows from the verdicts."""
STILL_MS = 3_600_000
"""What waits longer at the end of the run counts with the time it has waited."""
_STEPS = 20
"""Classes per factor of e: quantiles are right within 5 %."""


class Spread:
    """A histogram of durations in ms, with classes of equal ratio. The maximum and the total are exact."""

    def __init__(self) -> None:
        self.count = 0
        self.most_ms = 0
        self.total_ms = 0
        self._classes: dict[int, int] = {}

    def add(self, ms: int) -> None:
        """Add one duration."""
        each = round(math.log(ms + 1) * _STEPS)
        self._classes[each] = self._classes.get(each, 0) + 1
        self.count += 1
        self.total_ms += ms
        self.most_ms = max(self.most_ms, ms)

    def quantile(self, share: float) -> int | None:
        """Return the nearest-rank quantile; None without values."""
        rank, seen = math.ceil(share * self.count), 0
        for each in sorted(self._classes):
            seen += self._classes[each]
            if seen >= max(1, rank):
                return min(self.most_ms, round(math.exp(each / _STEPS) - 1))
        return None

    def as_dict(self) -> dict[str, int | None]:
        """Return `p50`, `p95`, `p99` and `max` in ms, and the `count`."""
        return {
            "p50": self.quantile(0.5),
            "p95": self.quantile(0.95),
            "p99": self.quantile(0.99),
            "max": self.most_ms if self.count else None,
            "count": self.count,
        }


class Lags:
    """Readers of the two facts of each kind of record, in `readers` by kind of fact; the lags are in `spreads`.

    Only records that wait are kept. The lag of stock is measured where drift is.
    """

    def __init__(self, orders: Orders) -> None:
        self.spreads = {kind: Spread() for kind in KINDS}
        self._orders = orders
        self._waiting: dict[tuple[str, str], list[int]] = {}
        self._prices: dict[str, tuple[int, int]] = {}
        """List prices that the shop does not have yet: since when, and the cents."""
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.order.placed": self._placed,
            "shop.order.cancelled": self._cancelled,
            "shop.order.refunded": self._refunded,
            "shop.order.shipped": self._shipped,
            "erp.order.status": self._status,
            "erp.delivery.posted": self._delivered,
            "erp.credit_note.posted": self._credited,
            "shop.return.closed": self._sent_back,
            "erp.return.posted": self._taken_back,
            "erp.customer.created": self._customer_created,
            "erp.price.changed": self._price_set,
            "shop.price.changed": self._price_shown,
        }

    def finish(self, at_ms: int) -> None:
        """Count what still waits at the end of the run; customers may share an account, and need not come."""
        for (kind, _), since in self._waiting.items():
            if kind in ("shipment", "cancellation"):
                for each_ms in since:
                    if at_ms - each_ms >= STILL_MS:
                        self.spreads[kind].add(at_ms - each_ms)
        self._waiting.clear()

    def _wait(self, kind: str, key: str, at_ms: int) -> None:
        since = self._waiting.get((kind, key))
        if since is None:
            self._waiting[kind, key] = [at_ms]
        else:
            since.append(at_ms)

    def _done(self, kind: str, key: str, at_ms: int) -> None:
        since = self._waiting.get((kind, key))
        if since is None:
            return
        self.spreads[kind].add(at_ms - since[0])
        if len(since) == 1:
            del self._waiting[kind, key]
        else:
            del since[0]

    def _story(self, fact: Fact) -> Story | None:
        return self._orders.stories.get(fact.keys["order"])

    def _story_of_document(self, fact: Fact) -> Story | None:
        doc = self._orders.documents.get(fact.keys["order"])
        return None if doc is None else doc.story

    def _placed(self, fact: Fact) -> None:
        email = fact.data["email"].casefold()
        if not fact.data.get("guest", True) and ("customer", email) not in self._waiting:
            self._wait("customer", email, fact.at_ms)

    def _customer_created(self, fact: Fact) -> None:
        self._done("customer", fact.data["email"].casefold(), fact.at_ms)

    def _price_set(self, fact: Fact) -> None:
        if fact.data.get("why") == OPENING:
            return
        for sku, owner, _, _, _, _, now, *_ in fact.data["rows"]:
            if not owner and now is not None:
                since_ms, _ = self._prices.get(sku, (fact.at_ms, now))
                self._prices[sku] = (since_ms, now)

    def _price_shown(self, fact: Fact) -> None:
        for sku, _, _, _, now in fact.data["rows"]:
            since_ms, cents = self._prices.get(sku, (0, 0))
            if since_ms and (now[0] if isinstance(now, list) else now) == cents:
                del self._prices[sku]
                self.spreads["price"].add(fact.at_ms - since_ms)

    def _cancelled(self, fact: Fact) -> None:
        story = self._story(fact)
        self._waiting.pop(("shipment", fact.keys["order"]), None)
        if story is not None and story.live:
            self._wait("cancellation", story.order, fact.at_ms)

    def _status(self, fact: Fact) -> None:
        if fact.data["to"] == "cancelled":
            story = self._story_of_document(fact)
            if story is not None and not story.live:
                self._done("cancellation", story.order, fact.at_ms)

    def _delivered(self, fact: Fact) -> None:
        story = self._story_of_document(fact)
        if story is not None and fact.data.get("by"):
            self._done("shipment", story.order, fact.at_ms)
        elif story is not None and story.ended_ms is None:
            self._wait("shipment", story.order, fact.at_ms)

    def _shipped(self, fact: Fact) -> None:
        if fact.data["by"] in OTHER_SYSTEMS:
            self._wait("shipment", fact.keys["order"], fact.at_ms)
        else:
            self._done("shipment", fact.keys["order"], fact.at_ms)

    def _refunded(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.live:
            self._wait("refund", story.order, fact.at_ms)

    def _credited(self, fact: Fact) -> None:
        story = self._story_of_document(fact)
        if story is not None:
            self._done("refund", story.order, fact.at_ms)

    def _sent_back(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.live and any(row[1] for row in fact.data["lines"]):
            self._wait("return", story.order, fact.at_ms)

    def _taken_back(self, fact: Fact) -> None:
        """Read a return of the ERP; the second one of the same return of the shop finds nothing that waits."""
        story = self._story_of_document(fact)
        if story is not None:
            self._done("return", story.order, fact.at_ms)
