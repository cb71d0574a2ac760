"""Addresses: the `AddressExtension` of documents."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.business_one import fields as read
from fake_erp.model import Address

OWNER = "AddressExtension"
PARTS = {
    "name": "{}Address2",
    "company": "{}Address3",
    "street": "{}Street",
    "city": "{}City",
    "region": "{}County",
    "postcode": "{}ZipCode",
    "country": "{}Country",
    "phone": "U_{}Phone",
}
SHIP_TO = {part: name.format("ShipTo") for part, name in PARTS.items()}
BILL_TO = {part: name.format("BillTo") for part, name in PARTS.items()}
_EMPTY = dict.fromkeys([*SHIP_TO.values(), *BILL_TO.values(), "ShipToState", "BillToState"])


def address_of(given: dict[str, Any], names: dict[str, str]) -> Address | None:
    """An address; None where none of its properties was sent. The state stands for a county that is left out."""
    found: Address = {}
    for part, name in names.items():
        value = read.text(given, name, OWNER)
        if value is not None:
            found[part] = value
    state = read.text(given, names["region"].replace("County", "State"), OWNER)
    if state is not None:
        found.setdefault("region", state)
    country = found.get("country")
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise read.invalid(names["country"], OWNER, "a country code such as DE")
    return found or None


def extension_of(ship_to: Address | None, bill_to: Address | None) -> dict[str, Any]:
    """The `AddressExtension` of a document."""
    shown: dict[str, Any] = _EMPTY.copy()
    for address, names in ((ship_to, SHIP_TO), (bill_to, BILL_TO)):
        for part, value in (address or {}).items():
            shown[names[part]] = value
    return shown


def address_line(address: Address | None) -> str:
    """An address on lines of its own."""
    if not address:
        return ""
    street, place = (
        address.get("street", ""),
        f"{address.get('postcode', '')} {address.get('city', '')}".strip(),
    )
    return "\r".join([line for line in (street, place, address.get("country", "")) if line])
