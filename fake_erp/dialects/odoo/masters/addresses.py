"""Addresses as fields of partners."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import missing
from fake_erp.dialects.odoo.masters.countries import country_code, country_id
from fake_erp.dialects.odoo.masters.places import state_id
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.models.values import id_of, text_of
from fake_erp.model import Address

PARTS = {"street": "street", "city": "city", "zip": "postcode", "company_name": "company"}
"""Fields of a partner and parts of an address with the same text."""
FIELDS = (*PARTS, "street2", "country_id", "state_id", "x_studio_region")


def streets(address: Address) -> tuple[str, str]:
    """The lines of a street: the first, and the rest."""
    first, _, rest = address.get("street", "").partition("\n")
    return first, rest


def changed_address(view: View, before: Address, values: dict[str, Any]) -> Address:
    """An address with the fields that were sent. Raises ErpError."""
    address = dict(before)
    for name, part in PARTS.items():
        if name in values and name != "street":
            _put(address, part, text_of(values, name, 255))
    if "street" in values or "street2" in values:
        first, rest = streets(before)
        first = text_of(values, "street", 255) if "street" in values else first
        rest = text_of(values, "street2", 255) if "street2" in values else rest
        _put(address, "street", f"{first}\n{rest}" if rest else first)
    if "country_id" in values:
        _put(address, "country", _country(view, values))
    if "state_id" in values:
        _put(address, "region", _region(view, values))
    if "x_studio_region" in values:
        _put(address, "region", text_of(values, "x_studio_region", 255))
    return address


def _put(address: Address, part: str, text: str) -> None:
    if text:
        address[part] = text
    else:
        address.pop(part, None)


def _country(view: View, values: dict[str, Any]) -> str:
    number = id_of(values, "country_id")
    if number is None:
        return ""
    code = country_code(number)
    if not code:
        raise missing("res.country", number, view.uid)
    return code


def _region(view: View, values: dict[str, Any]) -> str:
    number = id_of(values, "state_id")
    if number is None:
        return ""
    key = view.store.key_of("state", number)
    if key is None:
        raise missing("res.country.state", number, view.uid)
    return str(key[0])


def country_pair(view: View, address: Address) -> tuple[int, str] | None:
    """Id and name of the country of an address."""
    number = country_id(address.get("country", ""))
    row = view.models["res.country"].find(view, number) if number else None
    return None if row is None else (number, str(row[1]))


def state_pair(view: View, address: Address) -> tuple[int, str] | None:
    """Id and name of the region of an address."""
    region, country = address.get("region", ""), address.get("country", "")
    return (state_id(view, country, region), f"{region} ({country})") if region else None
