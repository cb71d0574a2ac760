"""Which records a list returned, for the record of a run; it is not sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from fake_erp.channels.change_feed import Change
from fake_erp.model import (
    CreditNote,
    Customer,
    Delivery,
    Invoice,
    Item,
    Order,
    Payment,
    PriceRow,
    Return,
    StockRow,
)


class Listed(NamedTuple):
    """The query of a list call, the business keys of the rows in their order, and whether there are more rows."""

    asked: dict[str, str]
    keys: list[str]
    total: int | None
    more: bool


def _of_order(order: Order | None) -> str:
    return "" if order is None else order.external_reference or order.number


def _of_paper(paper: Any) -> str:
    return _of_order(paper.order)


_KEYS: dict[type[Any], Callable[[Any], str]] = {
    Order: _of_order,
    Delivery: _of_paper,
    Invoice: _of_paper,
    Payment: _of_paper,
    CreditNote: lambda note: _of_order(note.invoice.order),
    Return: _of_paper,
    Item: lambda item: item.sku,
    StockRow: lambda row: row.item,
    PriceRow: lambda row: row.sku,
    Customer: lambda customer: customer.external_reference or customer.number,
    Change: lambda change: change.reference or change.id,
}


def listed(query: str, outcome: Any) -> Listed | None:
    """Return the rows of a page as keys; None for an outcome that is no page of such records.

    A dialect may list records of its own among them, such as the addresses of customers; they have no key.
    """
    rows = getattr(outcome, "rows", None)
    if not isinstance(rows, list):
        return None
    keys = [key_of(row) for row in rows if (key_of := _KEYS.get(type(row))) is not None]
    if rows and not keys:
        return None
    return Listed(dict(_asked(query)), keys, None, bool(getattr(outcome, "more", False)))


@lru_cache(maxsize=4096)
def _asked(query: str) -> tuple[tuple[str, str], ...]:
    """The parameters of a query that have a value."""
    pairs = [part.partition("=") for part in query.split("&")]
    return tuple([(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs if value])
