"""Records that hardly change: locations, currencies, subsidiaries and price levels."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fake_erp.dialects.netsuite.records.base import Body, RecordType, refers
from fake_erp.model import PriceRow
from fake_erp.sales.pricing import STANDARD_LIST

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SUBSIDIARY = {"id": "1", "refName": "Parent Company"}
BASE_PRICE = "Base Price"
NAMED = frozenset({"id", "name", "externalId", "isInactive", "symbol", "subsidiary", "refName"})


class Named(NamedTuple):
    """A record that is a name and an internal id."""

    id: int
    name: str


def locations(erp: Erp) -> list[Named]:
    """The warehouses, numbered in their order."""
    return list(_numbered(erp.stock.warehouses))


def currencies(erp: Erp) -> list[Named]:
    """The currencies, numbered in their order; the first is that of the company."""
    return list(_numbered(erp.config.currencies))


def price_levels(erp: Erp) -> list[Named]:
    """Price level 1 is the base price, the others are price lists in the order of their names."""
    lists = sorted({row.price_list for row in price_rows(erp) if row.price_list} - {STANDARD_LIST})
    return list(_numbered((BASE_PRICE, *lists)))


@lru_cache(maxsize=64)
def _numbered(names: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple([Named(number, name) for number, name in enumerate(names, 1)])


def location_id(erp: Erp, warehouse: str) -> int:
    """The id of a warehouse."""
    return erp.stock.warehouses.index(warehouse) + 1


def currency_id(erp: Erp, currency: str) -> int:
    """The id of a currency."""
    return erp.config.currencies.index(currency) + 1


def price_rows(erp: Erp) -> list[PriceRow]:
    """Every row of price lists and contracts."""
    rows, cursor, more = erp.prices.feed.page(0, 1000)
    found = list(rows)
    while more:
        rows, cursor, more = erp.prices.feed.page(cursor, 1000)
        found += rows
    return found


def subsidiaries(erp: Erp) -> list[Named]:
    """The company."""
    return [Named(1, SUBSIDIARY["refName"])]


def named(rows: list[Named], value: str) -> Named | None:
    """The row of that name, or of that id."""
    for row in rows:
        if row.name == value or str(row.id) == value:
            return row
    return None


def identity_of(rows: list[Named], name: str) -> int:
    """The id of a name; 0 for none."""
    return next((row.id for row in rows if row.name == name), 0)


def _written(erp: Erp, row: Named) -> Body:
    return {"id": str(row.id), "name": row.name, "isInactive": False}


def _location(erp: Erp, row: Named) -> Body:
    country = erp.stock.places.countries[row.name]
    written = {**_written(erp, row), "makeInventoryAvailable": row.name not in erp.stock.frozen}
    if country:
        written["mainAddress"] = {"country": refers(country, country)}
    return written


def _currency(erp: Erp, row: Named) -> Body:
    rate = erp.currencies.rate_micro(row.name) / 1_000_000
    return {**_written(erp, row), "symbol": row.name, "exchangeRate": rate, "isBaseCurrency": row.id == 1}


def _type(name: str, noun: str, rows: object, write: object) -> RecordType:
    return RecordType(
        name,
        noun,
        lambda erp, wanted: named(rows(erp), str(wanted)),  # type: ignore[operator]
        rows,  # type: ignore[arg-type]
        lambda erp, row: int(row.id),
        write,  # type: ignore[arg-type]
        NAMED,
    )


TYPES = (
    _type("location", "warehouse", locations, _location),
    _type("currency", "warehouse", currencies, _currency),
    _type("subsidiary", "warehouse", subsidiaries, _written),
    _type("priceLevel", "price", price_levels, _written),
)
