"""Postal addresses of customers and orders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is the two-letter code; the region fields are None in a country without regions."""

    firstname: str
    lastname: str
    street: tuple[str, ...]
    city: str
    postcode: str
    country: str
    telephone: str
    company: str | None = None
    region: str | None = None
    region_code: str | None = None
    region_id: int | None = None
    address_id: int | None = None
