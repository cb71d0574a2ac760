"""Properties that all documents have, and small functions to write tables of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha1
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.memory import card_code
from fake_erp.dialects.business_one.numbers import entry_of, prefix_of
from fake_erp.dialects.odata.model import (
    COMPLEX,
    DATE,
    DECIMAL,
    INTEGER,
    TEXT,
    EntityType,
    Get,
    Kind,
    Property,
)
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.model import Order

Table = Sequence[Property]
OrderOf = Callable[[Any], "Order"]


def text(name: str, get: Get) -> Property:
    """A text, or a value of an enumeration."""
    return Property(name, TEXT, get)


def always(name: str, value: Any, kind: Kind = TEXT) -> Property:
    """A property that has the same value everywhere."""
    return Property(name, kind, lambda erp, record: value)


def whole(name: str, get: Get, is_key: bool = False) -> Property:
    """A whole number."""
    return Property(name, INTEGER, get, is_key)


def day(name: str, get: Get) -> Property:
    """A date, gotten in ms."""
    return Property(name, DATE, get)


def amount(name: str, get: Get) -> Property:
    """An amount, gotten in cents."""
    return Property(name, DECIMAL, lambda erp, record: _euros(get(erp, record)))


def parts(name: str, type_name: str, get: Get) -> Property:
    """An object or a list of objects."""
    return Property(name, COMPLEX, get, type_name=type_name)


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def clock(instant_ms: int) -> str:
    """The time of a day.

    >>> clock(1_764_306_000_000)
    '05:00:00'
    """
    return instant_text(instant_ms)[11:19]


@lru_cache(maxsize=4096)
def etag(record: Any) -> str:
    """The ETag of a version of a record: the product hashes its version number.

    >>> etag(1)
    'W/"356A192B7913B04C54574D18C28D46E6395428AB"'
    """
    return f'W/"{sha1(str(record).encode(), usedforsecurity=False).hexdigest().upper()}"'


def change_of(erp: Erp, record: Any) -> int:
    """The version number of a record."""
    change: int = record.change
    return change


class UserFields(dict[str, Property]):
    """Properties by name; besides those of the table every user-defined field."""

    def __init__(self, known: dict[str, Property], get: Callable[[Any], dict[str, Any]]) -> None:
        super().__init__(known)
        self._get = get

    def get(self, name: str, default: Any = None) -> Any:
        """The property of that name."""
        found = super().get(name)
        if found is None and name[:2] == "U_":
            values = self._get
            return Property(name, TEXT, lambda erp, record: values(record).get(name[2:]))
        return default if found is None else found

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and name[:2] == "U_")


def identity(kind: str) -> list[Property]:
    """The keys of a document of a kind such as `order`."""
    return [
        whole("DocEntry", lambda erp, record: entry_of(erp, kind, record.number), is_key=True),
        whole("DocNum", lambda erp, record: entry_of(erp, kind, record.number)),
        always("HandWritten", "tNO"),
        always("Printed", "psNo"),
        always("Series", 1, INTEGER),
        text("SeriesString", lambda erp, record: prefix_of(erp, kind)),
    ]


def of_customer(order_of: OrderOf) -> list[Property]:
    """The business partner of a document, and the reference it gave."""
    return [
        text("CardCode", lambda erp, record: card_code(erp, order_of(record).customer)),
        text("CardName", lambda erp, record: order_of(record).customer.name),
    ]


def posted(at: Callable[[Any], int]) -> list[Property]:
    """The dates of a document that is posted at once."""
    return [
        day("DocDate", lambda erp, record: at(record)),
        day("TaxDate", lambda erp, record: at(record)),
        text("DocTime", lambda erp, record: clock(at(record))),
        day("CreationDate", lambda erp, record: at(record)),
        day("UpdateDate", lambda erp, record: at(record)),
        text("UpdateTime", lambda erp, record: clock(at(record))),
    ]


def document_type(set_name: str, properties: Table, type_name: str = "Document") -> EntityType:
    """An entity type of documents."""
    return EntityType(type_name, set_name, tuple(properties), etag=change_of)
