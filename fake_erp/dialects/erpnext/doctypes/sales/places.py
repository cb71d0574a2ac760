"""Addresses: from the fields of the DocType Address to an address of the books, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fake_erp.dialects.erpnext.doctypes.setup.countries import CODE_OF, NAME_OF
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import could_not_find
from fake_erp.dialects.erpnext.wire.forms import loaded
from fake_erp.model import Address, Customer, Order

FIELDS: Mapping[str, str] = {
    "address_title": "name",
    "custom_company": "company",
    "address_line1": "street",
    "city": "city",
    "state": "region",
    "pincode": "postcode",
    "country": "country",
    "phone": "phone",
}
"""Field of the DocType to the part of an address."""


_as_text = json.JSONEncoder(ensure_ascii=False).encode


def read_address(doc: dict[str, Any]) -> Address:
    """The address in a document. Raises LinkValidationError for an unknown country."""
    read: Address = {}
    for field, part in FIELDS.items():
        if doc.get(field) is not None:
            read[part] = values.text(doc, field)
    second = values.text(doc, "address_line2")
    if second:
        read["street"] = f"{read['street']}, {second}" if read.get("street") else second
    land = read.get("country")
    if land:
        code = CODE_OF.get(land) or (land if len(land) == 2 and land.isascii() and land.isupper() else None)
        if code is None:
            raise could_not_find("Country", land, "country")
        read["country"] = code
    return read


def shown_address(address: Mapping[str, str]) -> dict[str, str]:
    """The fields of an address."""
    shown = {field: address.get(part, "") for field, part in FIELDS.items()}
    shown["country"] = NAME_OF.get(shown["country"], shown["country"])
    shown["address_line2"] = ""
    return shown


def snapshot(address: Mapping[str, str] | None) -> str | None:
    """The fields of an address as the JSON text of a custom field."""
    if not address:
        return None
    shown = {field: address[part] for field, part in FIELDS.items() if part in address}
    if "country" in shown:
        shown["country"] = NAME_OF.get(shown["country"], shown["country"])
    return _as_text(shown)


def display(address: Mapping[str, str] | None) -> str:
    """An address as it is printed on documents."""
    if not address:
        return ""
    shown = shown_address(address)
    lines = (shown["custom_company"], shown["address_title"], shown["address_line1"], shown["city"])
    parts = [part for part in (*lines, shown["state"], shown["pincode"], shown["country"]) if part]
    return "".join([f"{part}<br>" for part in parts])


def customer_address_name(site: Site, customer: Customer) -> str:
    """The name of the address in the record of a customer."""
    return f"{site.customer(customer)}-Billing" if customer.address else ""


def order_address_names(site: Site, order: Order) -> tuple[str, str]:
    """The names of the billing and the shipping address of an order."""
    given = site.store.addresses.get(order.number)
    if given is not None:
        return given
    if not order.bill_to and not order.ship_to:
        return ("", "")
    name = site.order(order)
    return (f"{name}-Billing" if order.bill_to else "", f"{name}-Shipping" if order.ship_to else "")


def address_named(site: Site, name: str) -> tuple[Address, Any] | None:
    """An address with what it belongs to: a loose document, a customer or an order."""
    loose = site.loose("Address").get(name)
    if loose is not None:
        return read_address(loose.doc), loose
    owner, _, kind = name.rpartition("-")
    customer = site.customer_named(owner)
    if customer is not None and kind == "Billing" and customer.address:
        return customer.address, customer
    order = site.order_named(owner)
    if order is None:
        return None
    found = order.bill_to if kind == "Billing" else order.ship_to if kind == "Shipping" else None
    return None if not found else (found, order)


def linked_address(site: Site, doc: dict[str, Any], field: str, neutral: str) -> Address | None:
    """The address of a document: in a custom field of its own, or by the name of one; None for none.

    Raises LinkValidationError.
    """
    inline = loaded(doc.get(f"custom_{neutral}"))
    if inline not in (None, "", {}):
        if type(inline) is not dict:
            raise values.bad(f"custom_{neutral}", "the fields of an address as a JSON object", inline)
        return read_address(inline)
    name = values.text(doc, field)
    if not name:
        return None
    found = address_named(site, name)
    if found is None:
        label = "Customer Address" if neutral == "bill_to" else "Shipping Address Name"
        missing = could_not_find(label, name, "address")
        missing.place = None
        raise missing
    return dict(found[0])
