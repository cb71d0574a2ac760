"""Ids of records in products that do not use the numbers of the books: whole numbers, and GUIDs.

Whole numbers follow from the number of a record (`SO100001` is 100001), those of items from the order in which items
were added. GUIDs follow from the kind and the number. So ids are the same in every run, and in every dialect.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha1
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, UUID

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.model import Item

_OF_OID = sha1(NAMESPACE_OID.bytes, usedforsecurity=False)
NO_GUID = "00000000-0000-0000-0000-000000000000"


@lru_cache(maxsize=65_536)
def digits(number: str) -> int:
    """The digits of a number of the books, as a whole number; 0 without digits.

    >>> digits("SO100001")
    100001
    """
    found = "".join([sign for sign in number if sign in "0123456789"])
    return int(found[-18:]) if found else 0


@lru_cache(maxsize=65_536)
def guid(kind: str, number: str) -> str:
    """The GUID of a record: the UUID of version 5 of its kind and number; `number` of an item is its first SKU.

    >>> import uuid
    >>> guid("order", "SO1") == str(uuid.uuid5(NAMESPACE_OID, "order:SO1"))
    True
    """
    digest = _OF_OID.copy()
    digest.update(f"{kind}:{number}".encode())
    text = digest.hexdigest()
    variant = "89ab"[int(text[16], 16) % 4]
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


class RecordIds:
    """Records by id. It is kept in `Erp.dialect_data`, see `ids_of`."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._id_of_item: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._numbers: dict[str, dict[str, str]] = {}

    def of_item(self, erp: Erp, item: Item) -> int:
        """The id of an item, from 1."""
        first = item.origin
        if first not in self._id_of_item:
            self._see_items(erp)
        return self._id_of_item[first]

    def item(self, erp: Erp, number: int) -> Item | None:
        """The item with this id."""
        if number > len(self._items):
            self._see_items(erp)
        return self._items[number - 1] if 0 < number <= len(self._items) else None

    def number(self, kind: str, records: Mapping[str, Any], wanted: str) -> str | None:
        """The number of the record of that GUID, in any spelling of it, among `records` by their numbers.

        Records are only ever added at the end.
        """
        try:
            wanted = str(UUID(wanted))
        except ValueError:
            return None
        numbers, known = self._numbers.setdefault(kind, {}), self._known.get(kind, 0)
        if wanted not in numbers and known != len(records):
            for number in islice(records, known if known < len(records) else 0, None):
                numbers.setdefault(guid(kind, number), number)
            self._known[kind] = len(records)
        return numbers.get(wanted)

    def _see_items(self, erp: Erp) -> None:
        for item in erp.items.by_sku.values():
            first = item.origin
            if first not in self._id_of_item:
                self._items.append(item)
                self._id_of_item[first] = len(self._items)


def ids_of(erp: Erp) -> RecordIds:
    """The ids of an ERP, which all its dialects share."""
    ids: RecordIds | None = erp.dialect_data.get("record_ids")
    if ids is None:
        ids = erp.dialect_data["record_ids"] = RecordIds()
    return ids
