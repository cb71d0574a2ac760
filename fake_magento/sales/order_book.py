"""All orders of a shop, with indexes by id, number, status, creation and last change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator
from operator import attrgetter
from sys import intern

from fake_magento.errors import entity_missing
from fake_magento.model.order import Order

RESULTS_CACHED = 8
_created = attrgetter("created_ms")
_entity_id = attrgetter("entity_id")


def _increment_id(order: Order) -> str:
    return order.increment_id.lower()


def _last_item(order: Order) -> int:
    last = order.lines[-1]
    return last.parts[-1].item_id if last.parts else last.item_id


def _folded(status: str | None) -> str | None:
    return None if status is None else status.lower()


class OrderBook:
    """All orders and their indexes.

    An order whose transaction has not committed exists for the shop itself; reads do not see it. Once the shop's clock
    has been set back, times do not rise with ids any more, and searches by time read all orders.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._steady: Callable[[], int] = getattr(now, "steady", now)
        self._latest_ms = 0
        self._went_back = False
        self._uncommitted: dict[int, int] = {}
        self._by_number: dict[str, Order] = {}
        self._in_order: list[Order] = []
        self._numbered: list[Order] = []
        self._touched: dict[int, Order] = {}
        self._by_status: dict[str | None, dict[int, Order]] = {}
        self._sequences: dict[int, int] = {}
        self._next_item = 1
        self._next_history = 1
        self._results: dict[Hashable, list[Order]] = {}

    def hides(self, order: Order) -> bool:
        """Whether the order's transaction is still open."""
        until_ms = self._uncommitted.get(order.entity_id)
        if until_ms is None:
            return False
        if until_ms > self._steady():
            return True
        del self._uncommitted[order.entity_id]
        return False

    def _visible(self, orders: list[Order]) -> list[Order]:
        return [order for order in orders if not self.hides(order)] if self._uncommitted else orders

    def commits_in_ms(self, order: Order) -> int:
        """Milliseconds until reads see the order; 0 when they do."""
        return max(0, self._uncommitted.get(order.entity_id, 0) - self._steady()) if self._uncommitted else 0

    def __len__(self) -> int:
        return len(self._in_order)

    def __iter__(self) -> Iterator[Order]:
        return iter(self._visible(self._in_order))

    def every(self) -> Iterator[Order]:
        """All orders, also those that reads do not see yet."""
        return iter(self._in_order)

    def find(self, entity_id: int) -> Order | None:
        """A visible order by its entity id."""
        order = self.by_id(entity_id)
        return None if order is None or (self._uncommitted and self.hides(order)) else order

    def get(self, entity_id: int) -> Order:
        """An order by its entity id. Raises NotFound."""
        order = self.find(entity_id)
        if order is None:
            raise entity_missing()
        return order

    def by_id(self, entity_id: int) -> Order | None:
        """An order by its entity id, visible or not."""
        return self._in_order[entity_id - 1] if 0 < entity_id <= len(self._in_order) else None

    def by_number(self, increment_id: str) -> Order | None:
        """An order by its increment id, visible or not."""
        return self._by_number.get(increment_id)

    def place_of_id(self, number: float, is_behind: bool) -> int:
        """The number of orders with a smaller id; with `is_behind` including this id."""
        find = bisect_right if is_behind else bisect_left
        return find(self._in_order, number, key=_entity_id)

    def place_of_second(self, second: int) -> int | None:
        """The number of orders created before a second since 1970; None where their times do not rise with ids."""
        if self._went_back:
            return None
        return bisect_left(self._in_order, second * 1000, key=_created)

    def between(self, first: int, behind: int) -> list[Order]:
        """Orders by id from place `first` up to, not including, place `behind`."""
        return self._visible(self._in_order[first:behind])

    def in_number_order(self) -> list[Order]:
        """All orders by increment id, compared as text. Do not change the list."""
        if len(self._numbered) != len(self._in_order):
            self._numbered += self._in_order[len(self._numbered) :]
            self._numbered.sort(key=_increment_id)
        return self._visible(self._numbered)

    def updated_since(self, second: int) -> list[Order]:
        """Orders last changed in or after a second, by entity id."""
        since_ms = second * 1000
        if self._went_back:
            return self._visible([order for order in self._in_order if order.updated_ms >= since_ms])
        found = []
        for order in reversed(self._touched.values()):
            if order.updated_ms < since_ms:
                break
            found.append(order)
        found.sort(key=_entity_id)
        return self._visible(found)

    def in_status(self, status: str) -> list[Order]:
        """Orders with a status (in lower case), by entity id."""
        found = list(self._by_status.get(status, {}).values())
        found.sort(key=_entity_id)
        return self._visible(found)

    def count_in_status(self, status: str) -> int:
        """The number of orders with a status (in lower case), visible or not."""
        return len(self._by_status.get(status, ()))

    def of_item(self, item_id: int) -> Order | None:
        """The order with an item. Item ids grow with order ids."""
        index = bisect_left(self._in_order, item_id, key=_last_item)
        return self._in_order[index] if index < len(self._in_order) else None

    def cached_result(self, question: Hashable) -> list[Order] | None:
        """The result of the same search, if no order has changed since: for the next page of a long list."""
        return self._results.get(question)

    def cache_result(self, question: Hashable, found: list[Order]) -> None:
        """Cache a result until the next change; not while uncommitted orders can become visible without one."""
        if not self._uncommitted:
            if len(self._results) >= RESULTS_CACHED:
                self._results.clear()
            self._results[question] = found

    def next_number(self, store_id: int) -> str:
        """The next increment id of a store: nine digits, prefixed with the store's id for all stores but the first."""
        while True:
            number = self._sequences.get(store_id, 0) + 1
            self._sequences[store_id] = number
            text = intern(f"{number:09d}" if store_id == 1 else f"{store_id}{number:09d}")
            if text not in self._by_number:
                return text

    def next_entity_id(self) -> int:
        """The entity id of the next order."""
        return len(self._in_order) + 1

    def take_item_ids(self, count: int) -> int:
        """The first of `count` new item ids."""
        first = self._next_item
        self._next_item += count
        return first

    def take_history_id(self) -> int:
        """A new id of a status history entry."""
        self._next_history += 1
        return self._next_history - 1

    def add(self, order: Order, visible_from_ms: int = 0) -> None:
        """Add a new order. `visible_from_ms` is the instant its transaction commits; 0 is at once."""
        if visible_from_ms:
            self._uncommitted[order.entity_id] = self._steady() + visible_from_ms - self._now()
        self._note_time(max(order.created_ms, order.updated_ms))
        self._by_number[order.increment_id] = order
        self._in_order.append(order)
        self._results.clear()
        self._touched[order.entity_id] = order
        self._by_status.setdefault(_folded(order.status), {})[order.entity_id] = order

    def restatus(self, order: Order, was: str | None) -> None:
        """Move an order to the index of its new status; `was` is the status before."""
        self._results.clear()
        del self._by_status[_folded(was)][order.entity_id]
        self._by_status.setdefault(_folded(order.status), {})[order.entity_id] = order

    def _note_time(self, at_ms: int) -> None:
        if at_ms < self._latest_ms:
            self._went_back = True
        self._latest_ms = at_ms

    def touch(self, order: Order, now_ms: int) -> None:
        """Record a save: `updated_at` moves."""
        order.updated_ms = now_ms
        self._note_time(now_ms)
        self._results.clear()
        del self._touched[order.entity_id]
        self._touched[order.entity_id] = order
