"""Indexes of the search for orders: by number, by a range of ids or creation dates, by last change, by status.

Every result is in the order of ids, as from a table scan.
"""

from __future__ import annotations

from fake_magento import timestamps
from fake_magento.model.order import Order
from fake_magento.sales.order_book import OrderBook
from fake_magento.search.conditions import leading_number
from fake_magento.search.criteria import Filter

Indexed = tuple[list[Order], list[Filter]]
"""(orders that can match, filters that all of them match)"""
_SAME = frozenset({"eq", "seq", "is"})
_FROM = frozenset({"gt", "gteq", "from"})
_UP_TO = frozenset({"lt", "lteq", "to"})
_STRICT = frozenset({"gt", "lt"})
_RANGED = ("entity_id", "created_at")
IN_ORDER_OF = ("entity_id", "created_at")
"""Columns that grow with every order."""


def candidates(book: OrderBook, filters: list[Filter]) -> Indexed | None:
    """The result of the narrowest index for filters that must all hold; None without an index."""
    for wanted in filters:
        few = _by_name(book, wanted)
        if few is not None:
            return few, []
    for wanted in filters:
        if wanted.field == "updated_at" and wanted.condition in _FROM | _SAME:
            second = timestamps.parse(wanted.value)
            if second is not None:
                return book.updated_since(second), [wanted] if wanted.condition in ("gteq", "from") else []
    ranged = _range(book, filters)
    status = next((f for f in filters if f.field == "status" and f.condition in _SAME), None)
    if ranged is None:
        return None if status is None else (book.in_status(status.value.lower()), [status])
    first, behind, settled = ranged
    if status is not None and book.count_in_status(status.value.lower()) < behind - first:
        return book.in_status(status.value.lower()), [status]
    return book.between(first, behind), settled


def _by_name(book: OrderBook, wanted: Filter) -> list[Order] | None:
    condition, value = wanted.condition, wanted.value
    if condition not in _SAME and condition != "in":
        return None
    parts = value.split(",") if condition == "in" else [value]
    if wanted.field == "increment_id" and value.upper() == value.lower():
        found = {
            order.entity_id: order
            for part in parts
            if (order := book.by_number(part)) and not book.hides(order)
        }
        return [found[entity_id] for entity_id in sorted(found)]
    if wanted.field == "entity_id":
        ids = sorted({number for part in parts if (number := leading_number(part)).is_integer()})
        return [order for entity_id in ids if (order := book.find(int(entity_id)))]
    return None


def _range(book: OrderBook, filters: list[Filter]) -> tuple[int, int, list[Filter]] | None:
    """(first place, place behind the last, filters that all orders in between match)."""
    first, behind, settled = 0, len(book), []
    for wanted in filters:
        if wanted.field not in _RANGED or wanted.condition not in _FROM | _UP_TO:
            continue
        place = _place(book, wanted)
        if place is None:
            continue
        settled.append(wanted)
        if wanted.condition in _FROM:
            first = max(first, place)
        else:
            behind = min(behind, place)
    return (first, max(first, behind), settled) if settled else None


def _place(book: OrderBook, wanted: Filter) -> int | None:
    """The place of a bound: before equal orders for `gteq` and `lt`, behind them for `gt` and `lteq`."""
    is_behind = (wanted.condition in _STRICT) == (wanted.condition in _FROM)
    if wanted.field == "entity_id":
        number = leading_number(wanted.value)
        return book.place_of_id(number, is_behind) if abs(number) < 1e15 else None
    second = timestamps.parse(wanted.value)
    return None if second is None else book.place_of_second(second + is_behind)


def in_order_of(book: OrderBook, field: str) -> list[Order] | None:
    """All orders in ascending order of a column, where the order book has them."""
    return book.in_number_order() if field == "increment_id" else None
