"""Names of places and operations in NetSuite: fields of records, and REST calls."""

from __future__ import annotations

from fake_erp.errors import EACH, Place, See

RECORD = "/services/rest/record/v1"

FIELDS = {
    "customer": "entity",
    "external_reference": "externalId",
    "ordered_at": "tranDate",
    "lines": "item",
    "shipping": "shipMethod",
    "shipping.amount": "shippingCost",
    "shipping.method": "shipMethod",
    "payment": "paymentMethod",
    "payment.method": "paymentMethod",
    "payment.amount": "custbody_payment_amount",
    "payment.prepaid": "custbody_prepaid",
    "prices_include_tax": "custbody_prices_include_tax",
    "release": "orderStatus",
    "status": "orderStatus",
    "custom": "custbody",
    "ship_to": "shippingAddress",
    "bill_to": "billingAddress",
    "address": "addressBook",
    "name": "companyName",
    "order": "createdFrom",
    "invoice": "createdFrom",
    "reference": "externalId",
    "number": "id",
    "sku": "itemId",
}
"""Neutral name of a field to that of NetSuite, where they differ."""

LINE_FIELDS = {"unit_price": "rate", "discount": "amount", "warehouse": "location", "unit": "units"}
"""The same for fields of lines."""

ADDRESS_FIELDS = {
    "name": "attention",
    "company": "addressee",
    "street": "addr1",
    "city": "city",
    "region": "state",
    "postcode": "zip",
    "country": "country",
    "phone": "addrPhone",
}
"""The same for parts of addresses."""

LABELS = {
    "entity": "Customer",
    "externalId": "External ID",
    "tranDate": "Date",
    "item": "Item",
    "shipMethod": "Ship Via",
    "shippingAddress": "Ship To",
    "billingAddress": "Bill To",
    "paymentMethod": "Payment Method",
    "companyName": "Company Name",
    "subsidiary": "Subsidiary",
}
"""What the form calls a field."""

RECORDS = {
    "order": "salesOrder",
    "delivery": "itemFulfillment",
    "invoice": "invoice",
    "payment": "customerPayment",
    "credit_note": "creditMemo",
    "return": "returnAuthorization",
    "item": "inventoryItem",
    "stock": "inventoryItem",
    "price": "priceLevel",
    "customer": "customer",
    "warehouse": "location",
}
"""The record of each kind of document."""


class NetSuiteWords:
    """Renders places as paths in records and operations as REST calls."""

    def place(self, place: Place) -> str:
        """The path of a place; lines count from 0.

        >>> NetSuiteWords().place(Place("unit_price", 2))
        'item.items[1].rate'
        """
        if place.line is None:
            return field_path(place.field)
        line = "item.items[]" if place.line == EACH else f"item.items[{place.line - 1}]"
        return f"{line}.{LINE_FIELDS.get(place.field, place.field)}" if place.field else line

    def operation(self, see: See) -> str:
        """The method and address of a call.

        >>> NetSuiteWords().operation(See("order.list", (("external_reference", ""),)))
        'GET /services/rest/record/v1/salesOrder?q=externalId IS ""'
        """
        noun, _, verb = see.operation.partition(".")
        if noun == "token":
            return "POST /services/rest/auth/oauth2/v1/token"
        method = "POST" if verb == "create" else "GET"
        query = " AND ".join(f'{field_path(name)} IS "{value}"' for name, value in see.by)
        return f"{method} {RECORD}/{RECORDS.get(noun, noun)}{'?q=' if query else ''}{query}"


def field_path(field: str) -> str:
    """The path of a field that is not in a line, or of a line in a dotted neutral path."""
    if field in FIELDS:
        return FIELDS[field]
    if field.startswith("lines["):
        line, _, name = field[6:].partition("]")
        name = name.removeprefix(".")
        return f"item.items[{line}]" + (f".{LINE_FIELDS.get(name, name)}" if name else "")
    head, dot, rest = field.partition(".")
    if head == "custom":
        return f"custbody_{rest}"
    if dot and head in ("ship_to", "bill_to", "address"):
        return f"{FIELDS[head]}.{ADDRESS_FIELDS.get(rest, rest)}"
    return field


def label(path: str) -> str:
    """What the form calls the field of a path.

    >>> label("entity"), label("item.items[0].rate"), label("shippingAddress.addr1")
    ('Customer', 'Rate', 'Addr1')
    """
    if path in LABELS:
        return LABELS[path]
    name = path.rpartition(".")[2]
    return LABELS.get(name) or "".join(f" {s}" if s.isupper() else s for s in name[:1].upper() + name[1:])


WORDS = NetSuiteWords()
