"""Short forms for properties of entity types, and what several types have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.business_central.store import store_of
from fake_erp.dialects.odata.model import DATE, DECIMAL, FLAG, GUID, INSTANT, INTEGER, TEXT, Fixed, Property
from fake_erp.dialects.record_ids import NO_GUID, guid, ids_of
from fake_erp.model import Address, Customer, Item, Order

NO_DATE_MS = -62_135_596_800_000
LANES = ("AddressLine1", "AddressLine2", "City", "Country", "State", "PostCode")
"""How the properties of an address end."""


def text(name: str, get: Any, length: int = 0, key: bool = False) -> Property:
    """A property of text."""
    return Property(name, TEXT, get, key, length, nullable=not key)


def identifier(name: str, get: Any, key: bool = False) -> Property:
    """A GUID."""
    return Property(name, GUID, get, key)


def amount(name: str, get: Any) -> Property:
    """An amount or a quantity."""
    return Property(name, DECIMAL, get)


def whole(name: str, get: Any) -> Property:
    """A whole number."""
    return Property(name, INTEGER, get)


def flag(name: str, get: Any) -> Property:
    """True or false."""
    return Property(name, FLAG, get)


def day(name: str, get: Any) -> Property:
    """A date."""
    return Property(name, DATE, get)


def instant(name: str, get: Any) -> Property:
    """A date and a time."""
    return Property(name, INSTANT, get)


def empty(*names: str) -> tuple[Property, ...]:
    """Texts that are always empty."""
    return tuple([text(name, fixed("")) for name in names])


def no_guid(*names: str) -> tuple[Property, ...]:
    """GUIDs that are always empty."""
    return tuple([identifier(name, fixed(NO_GUID)) for name in names])


def fixed(value: Any) -> Callable[[Any, Any], Any]:
    """A getter of what is the same for every record."""
    return Fixed(value)


def of(attribute: str) -> Callable[[Any, Any], Any]:
    """A getter of an attribute of a record."""
    return lambda erp, record: getattr(record, attribute)


def extra(noun: str, name: str, default: Any = "") -> Callable[[Any, Any], Any]:
    """A getter of a property without a place in the books."""
    return lambda erp, record: store_of(erp).extras.get((noun, record.number), {}).get(name, default)


def id_of(kind: str) -> Callable[[Any, Any], str]:
    """A getter of the GUID of a record that has a number."""
    return lambda erp, record: guid(kind, record.number)


def record_of(erp: Any, kind: str, records: Any, wanted: str) -> Any:
    """The record of a GUID among `records` by their numbers; None without one."""
    number = ids_of(erp).number(kind, records, wanted)
    return None if number is None else records.get(number)


# -- customers and items -------------------------------------------------------------------------------------------


def customer_number(customer: Customer) -> str:
    """The number that Business Central shows: the one under which it was created, else that of the books."""
    return customer.external_reference or customer.number


def customer_of(erp: Any, number: str) -> Customer | None:
    """The customer of a number, in letters of any case."""
    customers = erp.customers
    for wanted in (number, number.upper()):
        found: Customer | None = customers.by_reference.get(wanted) or customers.by_number.get(wanted)
        if found is not None:
            return found
    return None


def item_id(item: Item) -> str:
    """The GUID of an item."""
    return guid("item", item.origin)


def item_of(erp: Any, wanted: str) -> Item | None:
    """The item of a GUID in small letters."""
    store, by_sku = store_of(erp), erp.items.by_sku
    if wanted not in store.items and store.known_items != len(by_sku):
        for item in by_sku.values():
            store.items.setdefault(item_id(item), item)
        store.known_items = len(by_sku)
    return store.items.get(wanted)


# -- addresses -----------------------------------------------------------------------------------------------------

PARTS = {"City": "city", "Country": "country", "State": "region", "PostCode": "postcode"}


def lane_of(address: Address | None, end: str) -> str:
    """A part of an address by how its property ends; a street of two parts is two lines."""
    if not address:
        return ""
    if end in PARTS:
        return address.get(PARTS[end], "")
    first, _, second = address.get("street", "").partition(", ")
    return first if end == "AddressLine1" else second


def name_of(address: Address | None) -> str:
    """The first line of the name: the company, where there is one."""
    return (address.get("company") or address.get("name", "")) if address else ""


def contact_of(address: Address | None) -> str:
    """The person, where the name is that of a company."""
    return address.get("name", "") if address and address.get("company") else ""


def lanes(prefix: str, get: Callable[[Any], Address | None]) -> tuple[Property, ...]:
    """The properties of an address."""
    return tuple(
        [
            text(f"{prefix}{end}", _lane(get, end), length)
            for end, length in zip(LANES, (100, 50, 30, 10, 30, 20), strict=True)
        ]
    )


def _lane(get: Callable[[Any], Address | None], end: str) -> Callable[[Any, Any], str]:
    part = PARTS.get(end)
    if part is None:
        return lambda erp, record: lane_of(get(record), end)

    def value(erp: Any, record: Any) -> str:
        address = get(record)
        return address.get(part, "") if address else ""

    return value


def street_of(first: str, second: str) -> str:
    """A street of two lines."""
    return f"{first}, {second}" if second else first


def order_of(record: Any) -> Order:
    """The order that a record is about."""
    order: Order = record.order
    return order


def currency_id(erp: Any, code: str) -> str:
    """The GUID of a currency; the empty one for the local currency."""
    return NO_GUID if code == erp.currencies.home else guid("currency", code)
