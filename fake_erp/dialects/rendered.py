"""Documents of orders as JSON objects, kept as long as nothing changes that they follow from.

An order is read many times between two changes. Its document is written once for each state and copied after that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import orjson

from fake_erp.model import Customer, Item, Line, Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

NAME = "rendered"
MOST = 512
"""Documents that are kept."""
MOST_COPIED = 9
"""Objects and lists of a document that is copied; one with more is kept as its JSON text, and read from it."""
SCALARS = frozenset((str, int, float, bool, type(None)))


class Rendered:
    """The documents that were written last, at most `most`; the oldest one goes first.

    It is kept in `Erp.dialect_data`, see `rendered_of`. Snapshots hold it without documents.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[Any, Copy]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Rendered, (self._most,)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, state: Any, write: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The document of `key`, an object of its own for each caller.

        It is written anew unless it was last written in an equal `state`. A document that holds anything but dicts,
        lists and JSON scalars is not kept.
        """
        kept = self._kept.get(key)
        if kept is not None and kept[0] == state:
            known: dict[str, Any] = kept[1]()
            return known
        written = own = write()
        try:
            copy = _Copying().of(written)
            if copy is not None:
                own = copy()
            else:
                copy = partial(orjson.loads, orjson.dumps(written))
        except TypeError:
            return written
        if kept is None and len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = state, copy
        return own


Copy: TypeAlias = "Callable[[], Any]"


class _Copying:
    """Makes the function that copies a document, in one walk through it."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = MOST_COPIED

    def of(self, value: Any) -> Copy | None:
        """A function that copies an object or a list with all below; None for one of too many parts.

        Raises TypeError for what is no JSON.
        """
        self._left -= 1
        if self._left < 0:
            return None
        if type(value) is dict:
            return self._of_object(value)
        if type(value) is not list:
            raise TypeError(f"expected a JSON value, got {type(value).__name__}")
        if SCALARS.issuperset(map(type, value)):
            return value.copy
        parts = [_same(each) if type(each) in SCALARS else self.of(each) for each in value]
        return None if self._left < 0 else lambda: [copy() for copy in parts if copy is not None]

    def _of_object(self, value: dict[str, Any]) -> Copy | None:
        below = [(name, self.of(each)) for name, each in value.items() if type(each) not in SCALARS]
        if not below:
            return value.copy
        if self._left < 0:
            return None

        def copied() -> dict[str, Any]:
            new = value.copy()
            for name, copy in below:
                if copy is not None:
                    new[name] = copy()
            return new

        return copied


def _same(value: Any) -> Copy:
    return lambda: value


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
