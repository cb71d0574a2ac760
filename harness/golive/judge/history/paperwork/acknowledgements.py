"""Acknowledgements: the number of the ERP order, written back to the shop order in a comment."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from golive.judge.history.orders import Orders
from golive.record.run import Fact


class Acknowledgements:
    """Readers of comments on shop orders, in `readers`.

    `orders` are the shop orders that were acknowledged, `lags_ms` the time from the creation of the ERP order to the
    first comment that has its number.
    """

    def __init__(self, orders: Orders) -> None:
        self.orders: set[str] = set()
        self.lags_ms: array[int] = array("q")
        self._orders = orders
        self.readers: dict[str, Callable[[Fact], None]] = {"shop.order.commented": self._commented}

    def _commented(self, fact: Fact) -> None:
        story = self._orders.stories.get(fact.keys["order"])
        if story is None or story.order in self.orders:
            return
        text: str = fact.data["comment"] or ""
        for doc in story.erp:
            if doc.number in text:
                self.orders.add(story.order)
                self.lags_ms.append(max(0, fact.at_ms - doc.created_ms))
                return
