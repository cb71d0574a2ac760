"""The order book: every order, by id, by number and by last change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator
from operator import attrgetter

from fake_magento.errors import entity_missing
from fake_magento.model.records import Order

ANSWERS_KEPT = 8
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
    """All orders, by id, by number and by last change.

    An order whose transaction has not committed yet is there for the shop itself and for nobody who reads.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._uncommitted: dict[int, int] = {}
        self._by_id: dict[int, Order] = {}
        self._by_number: dict[str, Order] = {}
        self._in_order: list[Order] = []
        self._numbered: list[Order] = []
        self._touched: dict[int, Order] = {}
        self._by_status: dict[str | None, dict[int, Order]] = {}
        self._sequences: dict[int, int] = {}
        self._next_item = 1
        self._next_history = 1
        self._answers: dict[Hashable, list[Order]] = {}

    def hides(self, order: Order) -> bool:
        """Whether the order's transaction is still open."""
        until_ms = self._uncommitted.get(order.entity_id)
        if until_ms is None:
            return False
        if until_ms > self._now():
            return True
        del self._uncommitted[order.entity_id]
        return False

    def _seen(self, orders: list[Order]) -> list[Order]:
        return [order for order in orders if not self.hides(order)] if self._uncommitted else orders

    def commits_in_ms(self, order: Order) -> int:
        """Time until others can see the order; 0 when they can."""
        return max(0, self._uncommitted.get(order.entity_id, 0) - self._now()) if self._uncommitted else 0

    def __len__(self) -> int:
        return len(self._in_order)

    def __iter__(self) -> Iterator[Order]:
        return iter(self._seen(self._in_order))

    def find(self, entity_id: int) -> Order | None:
        order = self._by_id.get(entity_id)
        return None if order is None or (self._uncommitted and self.hides(order)) else order

    def get(self, entity_id: int) -> Order:
        """Raises Magento's 404 for an unknown id."""
        order = self.find(entity_id)
        if order is None:
            raise entity_missing()
        return order

    def by_number(self, increment_id: str) -> Order | None:
        return self._by_number.get(increment_id)

    def place_of_id(self, number: float, is_behind: bool) -> int:
        """How many orders have a smaller id (`is_behind`: or this one)."""
        find = bisect_right if is_behind else bisect_left
        return find(self._in_order, number, key=_entity_id)

    def place_of_second(self, second: int) -> int:
        """How many orders were created before a second of the epoch."""
        return bisect_left(self._in_order, second * 1000, key=_created)

    def between(self, first: int, behind: int) -> list[Order]:
        """Orders by id from one place up to another."""
        return self._seen(self._in_order[first:behind])

    def in_number_order(self) -> list[Order]:
        """All orders by increment id, compared as text. Do not change the list."""
        if len(self._numbered) != len(self._in_order):
            self._numbered += self._in_order[len(self._numbered) :]
            self._numbered.sort(key=_increment_id)
        return self._seen(self._numbered)

    def updated_since(self, second: int) -> list[Order]:
        """Orders last changed in or after a second, by entity id."""
        since_ms = second * 1000
        found = []
        for order in reversed(self._touched.values()):
            if order.updated_ms < since_ms:
                break
            found.append(order)
        found.sort(key=_entity_id)
        return self._seen(found)

    def in_status(self, status: str) -> list[Order]:
        """Orders with a status (in lower case), by entity id."""
        found = list(self._by_status.get(status, {}).values())
        found.sort(key=_entity_id)
        return self._seen(found)

    def count_in_status(self, status: str) -> int:
        return len(self._by_status.get(status, ()))

    def of_item(self, item_id: int) -> Order | None:
        """The order that has a certain item. Item ids grow with the orders."""
        index = bisect_left(self._in_order, item_id, key=_last_item)
        return self._in_order[index] if index < len(self._in_order) else None

    def answer(self, question: Hashable) -> list[Order] | None:
        """What was found for the same question, as long as no order has changed since: the pages of a long list."""
        return self._answers.get(question)

    def keep_answer(self, question: Hashable, found: list[Order]) -> None:
        """Remember a list until the next change. Not while orders are about to appear by themselves."""
        if not self._uncommitted:
            if len(self._answers) >= ANSWERS_KEPT:
                self._answers.clear()
            self._answers[question] = found

    def next_number(self, store_id: int) -> str:
        """Nine digits, prefixed with the store's id for every store but the first."""
        while True:
            number = self._sequences.get(store_id, 0) + 1
            self._sequences[store_id] = number
            text = f"{number:09d}" if store_id == 1 else f"{store_id}{number:09d}"
            if text not in self._by_number:
                return text

    def next_entity_id(self) -> int:
        return len(self._in_order) + 1

    def take_item_ids(self, count: int) -> int:
        first = self._next_item
        self._next_item += count
        return first

    def take_history_id(self) -> int:
        self._next_history += 1
        return self._next_history - 1

    def add(self, order: Order, visible_from_ms: int = 0) -> None:
        """`visible_from_ms`: when its transaction commits; 0 is at once."""
        if visible_from_ms:
            self._uncommitted[order.entity_id] = visible_from_ms
        self._by_id[order.entity_id] = order
        self._by_number[order.increment_id] = order
        self._in_order.append(order)
        self._answers.clear()
        self._touched[order.entity_id] = order
        self._by_status.setdefault(_folded(order.status), {})[order.entity_id] = order

    def restatus(self, order: Order, was: str | None) -> None:
        """An order's status is no longer what it was."""
        self._answers.clear()
        del self._by_status[_folded(was)][order.entity_id]
        self._by_status.setdefault(_folded(order.status), {})[order.entity_id] = order

    def touch(self, order: Order, now_ms: int) -> None:
        """`updated_at` moves on every save."""
        order.updated_ms = now_ms
        self._answers.clear()
        del self._touched[order.entity_id]
        self._touched[order.entity_id] = order
