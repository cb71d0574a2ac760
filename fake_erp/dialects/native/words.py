"""Names of places and operations in the native dialect: JSON paths and addresses."""

from __future__ import annotations

from fake_erp.errors import EACH, Place, See

PREFIX = "/api/v1"

LISTS = {
    "order": "orders",
    "delivery": "deliveries",
    "invoice": "invoices",
    "payment": "payments",
    "deposit": "deposits",
    "credit_note": "credit-notes",
    "return": "returns",
    "item": "items",
    "stock": "stock",
    "price": "prices",
    "customer": "customers",
    "batch": "batches",
    "file": "files",
    "subscription": "subscriptions",
    "token": "token",
}
"""Where each kind of record is."""

METHODS = {"list": "GET", "create": "POST"}


class NativeWords:
    """Renders places as JSON paths and operations as HTTP requests."""

    def place(self, place: Place) -> str:
        """The JSON path of a place; lines count from 0.

        >>> NativeWords().place(Place("item", 2))
        'lines[1].item'
        """
        if place.line is None:
            return place.field
        line = "lines[]" if place.line == EACH else f"lines[{place.line - 1}]"
        return f"{line}.{place.field}" if place.field else line

    def operation(self, see: See) -> str:
        """The method and address of an operation.

        >>> NativeWords().operation(See("order.list", (("external_reference", ""),)))
        'GET /api/v1/orders?external_reference='
        """
        noun, _, verb = see.operation.partition(".")
        query = "&".join([f"{name}={value}" for name, value in see.by])
        return f"{METHODS[verb]} {PREFIX}/{LISTS[noun]}{'?' if query else ''}{query}"


WORDS = NativeWords()
