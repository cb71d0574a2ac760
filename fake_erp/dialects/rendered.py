"""Documents of orders as JSON, kept as long as nothing changes that they follow from.

An order is read many times between two changes. Its document is written once for each state, and read back from its
JSON after that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import orjson

from fake_erp.model import Customer, Item, Line, Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

NAME = "rendered"
MOST = 1024
"""Documents that are kept."""


class Rendered:
    """The documents that were written last, at most `most`; the oldest one goes first.

    It is kept in `Erp.dialect_data`, see `rendered_of`. Snapshots hold it without documents.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[Any, bytes]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Rendered, (self._most,)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, state: Any, write: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The document of `key`, an object of its own for each caller.

        It is written anew unless it was last written in an equal `state`. A document that orjson cannot write is not
        kept.
        """
        kept = self._kept.get(key)
        if kept is not None and kept[0] == state:
            known: dict[str, Any] = orjson.loads(kept[1])
            return known
        written = write()
        try:
            text = orjson.dumps(written)
        except TypeError:
            return written
        if kept is None and len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = state, text
        return written


def rendered_of(erp: Erp) -> Rendered:
    """The documents of an ERP, which all its dialects share."""
    found: Rendered | None = erp.dialect_data.get(NAME)
    if found is None:
        found = erp.dialect_data[NAME] = Rendered()
    return found


def _values(kind: type[Any], *left_out: str) -> Callable[[Any], tuple[Any, ...]]:
    """A function that gives the values of the fields of a record."""
    return attrgetter(*[each.name for each in fields(kind) if each.name not in left_out])


_of_order = _values(Order, "customer", "lines", "papers")
_of_customer = _values(Customer, "exposure_cents")
_of_line = _values(Line, "item", "row")
_of_item = _values(Item, "cost_cents", "units")


def state_of(order: Order) -> tuple[Any, ...]:
    """All that the document of an order may follow from in the books: equal as long as none of it has changed.

    The values of the order, of its customer, of its lines with their items and warehouses, and the change numbers of
    its papers. Stock, costs and the exposure of the customer are left out: no document of an order shows them.
    Addresses and custom fields are replaced, never changed in place.
    """
    return (
        _of_order(order),
        _of_customer(order.customer),
        [(_of_line(line), _of_item(line.item), line.row.warehouse) for line in order.lines],
        [paper.change for paper in order.papers],
    )
