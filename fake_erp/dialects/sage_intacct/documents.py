"""Sales transactions and customers from XML to neutral documents."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.short.xml import Element, child, children, text_in
from fake_erp.errors import Malformed

CONTACT = {"printas": "name", "companyname": "company", "phone1": "phone"}
MAIL = {"address1": "street", "city": "city", "state": "region", "zip": "postcode", "country": "country"}
SPECIAL = {
    "PAYMENTMETHOD": ("payment", "method"),
    "PAYMENTAMOUNT": ("payment", "amount"),
    "PREPAID": ("payment", "prepaid"),
    "PRICESINCLUDETAX": ("", "prices_include_tax"),
    "ORDEREDAT": ("", "ordered_at"),
}
"""Custom fields that stand for neutral fields; all others are free fields."""
FLAGS = ("PREPAID", "PRICESINCLUDETAX")


def day_of(given: Element | None) -> str | None:
    """A date of three elements as ISO text; None for none. Raises Malformed."""
    if given is None:
        return None
    year, month, day = (text_in(given, name) for name in ("year", "month", "day"))
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (year, month, day)):
        raise Malformed("datecreated: expected year, month and day", "ordered_at")
    return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"


def _contact(given: Element | None) -> dict[str, str]:
    """A contact with its mail address; parts without text are left out."""
    inner = child(given, "contact") if child(given, "contact") is not None else given
    found = {part: text_in(inner, name) for name, part in CONTACT.items()}
    found |= {part: text_in(inner, "mailaddress", name) for name, part in MAIL.items()}
    return {part: value for part, value in found.items() if value}


def custom_fields(given: Element) -> dict[str, str]:
    """The custom fields of a transaction or a line."""
    rows = children(child(given, "customfields"), "customfield")
    return {text_in(row, "customfieldname"): text_in(row, "customfieldvalue") for row in rows}


def order_document(given: Element) -> dict[str, Any]:
    """The neutral document of `create_sotransaction` and `update_sotransaction`."""
    document: dict[str, Any] = {}
    names = {"customerid": "customer", "referenceno": "external_reference", "currency": "currency"}
    for name, neutral in names.items():
        if child(given, name) is not None:
            document[neutral] = text_in(given, name)
    day = day_of(child(given, "datecreated"))
    if day is not None:
        document["ordered_at"] = day
    if text_in(given, "shippingmethod"):
        document["shipping"] = {"method": text_in(given, "shippingmethod")}
    for row in children(child(given, "subtotals"), "subtotal"):
        document.setdefault("shipping", {})["amount"] = text_in(row, "total")
    for name, which in (("shipto", "ship_to"), ("billto", "bill_to")):
        contact = _contact(child(given, name))
        if contact:
            document[which] = contact
    for name, value in custom_fields(given).items():
        outer, inner = SPECIAL.get(name, ("custom", name))
        read: Any = value.lower() == "true" if name in FLAGS else value
        (document.setdefault(outer, {}) if outer else document)[inner] = read
    document["lines"] = [_line(row) for row in children(child(given, "sotransitems"), "sotransitem")]
    document["release"] = text_in(given, "state") not in ("Draft",)
    return document


def _line(given: Element) -> dict[str, Any]:
    names = {"itemid": "item", "unit": "unit", "price": "unit_price", "warehouseid": "warehouse"}
    line: dict[str, Any] = {
        neutral: text for name, neutral in names.items() if (text := text_in(given, name))
    }
    quantity = text_in(given, "quantity")
    whole, _, fraction = quantity.partition(".")
    is_whole = whole.isascii() and whole.isdigit() and not fraction.strip("0") and len(whole) < 10
    line["quantity"] = int(whole) if is_whole else quantity
    discount = custom_fields(given).get("DISCOUNTAMOUNT")
    if discount:
        line["discount"] = discount
    return line


def customer_document(given: Element) -> dict[str, Any]:
    """The neutral document of `create` with a CUSTOMER."""
    contact = child(given, "DISPLAYCONTACT")
    found: dict[str, Any] = {
        "name": text_in(given, "NAME"),
        "external_reference": text_in(given, "EXTERNALID"),
        "email": text_in(contact, "EMAIL1"),
        "phone": text_in(contact, "PHONE1"),
    }
    names = {
        "ADDRESS1": "street",
        "CITY": "city",
        "STATE": "region",
        "ZIP": "postcode",
        "COUNTRYCODE": "country",
    }
    address = {part: text for name, part in names.items() if (text := text_in(contact, "MAILADDRESS", name))}
    document = {name: value for name, value in found.items() if value}
    return {**document, "address": address} if address else document
