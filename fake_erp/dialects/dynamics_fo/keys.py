"""Records by the keys of their entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.short.lookups import by_digits
from fake_erp.dialects.short.odata4 import keys_of
from fake_erp.dialects.short.records import OrderLine
from fake_erp.dialects.short.sets import Collection
from fake_erp.errors import NotFound

if TYPE_CHECKING:
    from fake_erp.erp import Erp

DELETED = "dynamics_fo"


def deleted(erp: Erp) -> dict[str, bool]:
    """The numbers of orders that were deleted: they are found no more."""
    kept: dict[str, bool] = erp.dialect_data.setdefault(DELETED, {})
    return kept


def find(erp: Erp, collection: Collection, segment: Segment) -> Any:
    """The record that a key names. Raises NotFound."""
    keys = {
        name: unquote(value) for name, value in keys_of(collection, segment).items()
    }  # clients encode twice
    area = keys.pop("dataAreaId", "usmf")
    record = (
        _line(erp, keys["InventoryLotId"]) if "InventoryLotId" in keys else _record(erp, collection, keys)
    )
    if record is None or area.lower() != "usmf":
        raise NotFound(f"No record of {collection.entity.name} was found for the key.", "number")
    return record


def _record(erp: Erp, collection: Collection, keys: dict[str, str]) -> Any:
    equal = collection.keyed(keys)
    if not keys or (collection.noun == "order" and equal("number") in deleted(erp)):
        return None
    getters = {
        known.neutral: collection.table.getters[known.neutral]
        for known in map(collection.table.names.get, keys)
        if known
    }
    for row in collection.rows(erp, equal):
        if all(str(get(row)) == str(equal(name)) for name, get in getters.items()):
            return row
    return None


def _line(erp: Erp, lot: str) -> OrderLine | None:
    of_order, dash, at = lot.partition("-")
    order = by_digits(erp.orders.by_number, of_order)
    if order is None or not dash or not at.isascii() or not at.isdigit() or len(at) > 9:
        return None
    return OrderLine(order, int(at) - 1) if 0 < int(at) <= len(order.lines) else None
