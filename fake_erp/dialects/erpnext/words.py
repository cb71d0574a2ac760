"""Names of places and operations in ERPNext: field names, rows of child tables, addresses of resources."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from fake_erp.errors import EACH, Place, See

FIELDS: Mapping[str, str] = {
    "external_reference": "po_no",
    "ordered_at": "transaction_date",
    "ship_to": "shipping_address_name",
    "bill_to": "customer_address",
    "lines": "items",
    "shipping.amount": "taxes",
    "shipping.method": "custom_shipping_method",
    "payment.method": "custom_payment_method",
    "payment.amount": "custom_payment_amount",
    "payment.prepaid": "custom_prepaid",
    "prices_include_tax": "taxes",
    "release": "docstatus",
    "number": "name",
    "group": "customer_group",
    "price_list": "default_price_list",
    "name": "customer_name",
    "email": "email_id",
    "phone": "mobile_no",
    "blocked": "disabled",
    "blocked_billing": "is_frozen",
    "credit_limit": "credit_limits",
    "amount": "paid_amount",
    "reference": "reference_no",
    "method": "mode_of_payment",
    "invoice": "return_against",
    "return": "return_against",
}
"""Neutral field to its field of the document."""

COLUMNS: Mapping[str, str] = {
    "item": "item_code",
    "quantity": "qty",
    "unit_price": "rate",
    "discount": "discount_amount",
    "warehouse": "warehouse",
    "unit": "uom",
}
"""Neutral field of a line to its field in the child table."""

DOCTYPES: Mapping[str, str] = {
    "order": "Sales Order",
    "delivery": "Delivery Note",
    "invoice": "Sales Invoice",
    "payment": "Payment Entry",
    "credit_note": "Sales Invoice",
    "return": "Delivery Note",
    "item": "Item",
    "stock": "Bin",
    "price": "Item Price",
    "customer": "Customer",
    "warehouse": "Warehouse",
    "period": "Accounting Period",
}
"""Kind of record to its DocType."""

METHODS = {"list": "GET", "create": "POST", "read": "GET"}


class ErpnextWords:
    """Renders places as field names and operations as requests."""

    def place(self, place: Place) -> str:
        """The field of a place; rows count from 1.

        >>> ErpnextWords().place(Place("item", 2))
        'Row #2: item_code'
        """
        if place.line is None:
            return FIELDS.get(place.field, place.field)
        row = "Each row" if place.line == EACH else f"Row #{place.line}"
        return f"{row}: {COLUMNS.get(place.field, place.field)}" if place.field else row

    def operation(self, see: See) -> str:
        """The method and address of an operation.

        >>> ErpnextWords().operation(See("order.list", (("external_reference", ""),)))
        'GET /api/resource/Sales%20Order by po_no'
        """
        noun, _, verb = see.operation.partition(".")
        if noun == "token":
            return "POST /api/method/login"
        by = ", ".join(FIELDS.get(name, name) for name, _ in see.by)
        address = f"{METHODS.get(verb, 'POST')} /api/resource/{quote(DOCTYPES.get(noun, noun))}"
        return f"{address} by {by}" if by else address


WORDS = ErpnextWords()
