"""Texts of orders and customers by dotted path, for rules about lengths and characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_erp.model import Order

PLAIN = {
    "external_reference": "external_reference",
    "shipping.method": "shipping_method",
    "payment.method": "payment_method",
}
"""Path in the document -> attribute of the order."""

TABLES = ("ship_to", "bill_to", "custom")


def texts_of(order: Order) -> Iterator[tuple[str, str]]:
    """Every text of an order, with its path."""
    for path, attribute in PLAIN.items():
        yield path, getattr(order, attribute)
    for table in TABLES:
        for name, value in (getattr(order, table) or {}).items():
            if type(value) is str:
                yield f"{table}.{name}", value


def put(order: Order, path: str, text: str) -> None:
    """Replace one text. Tables are copied, so the document received is not changed."""
    table, dot, name = path.partition(".")
    if path in PLAIN:
        setattr(order, PLAIN[path], text)
    elif dot and table in TABLES:
        setattr(order, table, {**(getattr(order, table) or {}), name: text})


def texts_of_customer(document: Any) -> Iterator[tuple[str, str]]:
    """Every text of a customer document of any shape, with its path."""
    if isinstance(document, dict):
        address = document.get("address")
        for where, table in (("", document), ("address.", address if isinstance(address, dict) else {})):
            for name, value in table.items():
                if isinstance(value, str):
                    yield f"{where}{name}", value
