"""Customers: created, changed, and sent twice."""

from __future__ import annotations

from typing import Any

from tests.dialects.contract.company import Company

from . import answer, said

BOB: dict[str, Any] = {
    "external_reference": "M2-7",
    "name": "Bob Jones",
    "email": "bob@example.com",
    "phone": "+1 555 0100",
    "address": {"street": "Main St 1", "city": "Leeds", "postcode": "LS1", "country": "GB"},
}


@answer("accepted")
def new_customer(company: Company) -> str:
    """Is a new customer accepted?"""
    return said(company.port.create_customer(BOB))


@answer("refused")
def same_customer_twice(company: Company) -> str:
    """Is a customer accepted whose reference another one has?"""
    company.port.create_customer(BOB)
    return said(company.port.create_customer(BOB))


@answer("accepted")
def same_email_twice(company: Company) -> str:
    """Is a customer accepted whose e-mail address another one has?"""
    company.port.create_customer(BOB)
    return said(company.port.create_customer({**BOB, "external_reference": "M2-8"}))


@answer("accepted")
def customer_renamed(company: Company) -> str:
    """May the name of a customer be changed?"""
    number = company.port.create_customer(BOB).data["number"]
    return said(company.port.change_customer(number, {"name": "Robert Jones"}))


@answer("refused")
def change_of_an_unknown_customer(company: Company) -> str:
    """May a customer be changed that does not exist?"""
    return said(company.port.change_customer("C999999", {"name": "Robert Jones"}))
