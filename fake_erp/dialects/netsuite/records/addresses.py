"""Addresses: NetSuite's addressee and attention, lines and zip, and their neutral parts."""

from __future__ import annotations

from typing import Any

from fake_erp.model import Address

LINES = ("addr1", "addr2", "addr3")
PARTS = {"city": "city", "region": "state", "postcode": "zip", "phone": "addrPhone"}


def address_of(given: Any) -> Any:
    """The neutral address. With an attention the addressee is a company, without one it is the name.

    What is no object is left for the reader of the neutral document to refuse.
    """
    if type(given) is not dict:
        return given
    found: dict[str, Any] = {}
    if "attention" in given:
        found["name"] = given["attention"]
        found["company"] = given.get("addressee")
    else:
        found["name"] = given.get("addressee")
    lines = [given[name] for name in LINES if given.get(name) not in (None, "")]
    if lines:
        found["street"] = "\n".join(map(str, lines)) if len(lines) > 1 else lines[0]
    for name, written in PARTS.items():
        if given.get(written) is not None:
            found[name] = given[written]
    country = given.get("country")
    if type(country) is dict:
        country = country.get("id") or country.get("refName")
    if country is not None:
        found["country"] = country
    return {name: value for name, value in found.items() if value is not None}


def address_json(address: Address) -> dict[str, Any]:
    """An address as its subrecord; `address_of` gives the same parts again."""
    written: dict[str, Any] = {}
    if "company" in address:
        written["addressee"] = address["company"]
        written["attention"] = address.get("name", "")
    elif "name" in address:
        written["addressee"] = address["name"]
    if address.get("street"):
        written["addr1"] = address["street"]
    for name, shown in PARTS.items():
        if name in address:
            written[shown] = address[name]
    if "country" in address:
        written["country"] = {"id": address["country"], "refName": address["country"]}
    written["addrText"] = "\n".join([value for value in address.values() if value])
    return written
