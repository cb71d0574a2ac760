"""Where each order of a run stands so far, by the history that the judge reads."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from golive.judge.history.documents import Story
from golive.judge.history.orders import Orders
from golive.monitor.histogram import ORDER_BOUNDS_MS, Histogram, QuantileLines
from golive.record.run import Fact

STANDINGS = {
    "unpaid": "not paid, so not due",
    "waiting": "due, and not in the ERP yet",
    "in_time": "in the ERP within the budget",
    "late": "in the ERP after the budget",
    "on_desk": "not in the ERP, and an open entry on the desk",
    "missing": "not in the ERP after the budget, and not on the desk",
    "ended": "cancelled or refunded before the ERP had it",
}
_OF_SHOP = ("shop.order.placed", "shop.order.paid", "shop.order.cancelled", "shop.order.refunded")
_OF_ERP = (
    "erp.order.created",
    "erp.order.status",
    "erp.order.changed",
    "erp.order.dropped",
    "erp.order.lost",
)
_OF_DESK = ("desk.exception", "desk.resolved", "clerk.rekeyed")


class Standing:
    """Readers of facts, in `readers` by kind of fact. They read after the history has read the same fact.

    `counts` are orders by standing. An order leaves `waiting` for `missing` as time passes, in `look`. `latencies` and
    `lines` are the times from due to live in the ERP, of each order once.
    """

    def __init__(self, orders: Orders, budget_ms: int, step_ms: int) -> None:
        self._orders = orders
        self._budget_ms = budget_ms
        self._of: dict[str, str] = {}
        self._deadlines: list[tuple[int, str]] = []
        self.counts = dict.fromkeys(STANDINGS, 0)
        self.latencies = Histogram(ORDER_BOUNDS_MS)
        self.lines = QuantileLines(step_ms)
        self.readers: dict[str, Callable[[Fact], None]] = {
            **dict.fromkeys(_OF_SHOP, self._of_shop),
            **dict.fromkeys(_OF_ERP, self._of_erp),
            **dict.fromkeys(_OF_DESK, self._of_desk),
        }

    def look(self, now_ms: int) -> None:
        """Take notice of the budgets that have run out by now."""
        while self._deadlines and self._deadlines[0][0] < now_ms:
            _, order = heappop(self._deadlines)
            story = self._orders.stories.get(order)
            if story is not None:
                self._see(story, now_ms)

    def missing(self, most: int) -> list[Story]:
        """Return the orders that are missing, the last `most` ones that were placed."""
        found: list[Story] = []
        if self.counts["missing"]:
            for order in reversed(self._of):
                if self._of[order] == "missing":
                    found.append(self._orders.stories[order])
                    if len(found) == most:
                        break
        return found

    def _of_shop(self, fact: Fact) -> None:
        story = self._orders.stories.get(fact.keys.get("order", ""))
        if story is not None:
            self._see(story, fact.at_ms)

    def _of_erp(self, fact: Fact) -> None:
        doc = self._orders.documents.get(fact.keys.get("order", ""))
        story = self._orders.stories.get(fact.keys.get("ref", "")) if doc is None else doc.story
        if story is not None:
            self._see(story, fact.at_ms)

    def _of_desk(self, fact: Fact) -> None:
        story = self._orders.named_in(fact.keys.get("order", ""))
        if story is not None:
            self._see(story, fact.at_ms)

    def _see(self, story: Story, now_ms: int) -> None:
        before = self._of.get(story.order)
        standing = self._standing(story, now_ms)
        if standing == before:
            return
        self._of[story.order] = standing
        self.counts[standing] += 1
        if before is not None:
            self.counts[before] -= 1
        if standing == "waiting" and story.due_ms is not None:
            heappush(self._deadlines, (story.due_ms + self._budget_ms, story.order))
        latency_ms = story.latency_ms
        if latency_ms is not None and before not in ("in_time", "late"):
            self.latencies.add(latency_ms)
            self.lines.add(now_ms, latency_ms)

    def _standing(self, story: Story, now_ms: int) -> str:
        due_ms = story.due_ms
        latency_ms = story.latency_ms
        if latency_ms is not None:
            return "in_time" if latency_ms <= self._budget_ms else "late"
        if story.ended_ms is not None:
            return "ended"
        if due_ms is None:
            return "unpaid"
        if story.is_shown:
            return "on_desk"
        return "waiting" if now_ms <= due_ms + self._budget_ms else "missing"
