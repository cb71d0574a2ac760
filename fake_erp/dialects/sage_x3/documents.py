"""Neutral documents from the fields of screens, and records as fields."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.sage_x3.fields import CLASSES, CUSTOMER, LINE, LINES, ORDER
from fake_erp.dialects.short.fields import record_of
from fake_erp.errors import Malformed

OWN = ("number", "customer_name", "closed", "cancelled", "held", "net", "total")
LINE_FIELDS = ("item", "quantity", "unit", "unit_price", "discount", "warehouse")


def order_document(given: dict[str, Any]) -> dict[str, Any]:
    """The neutral document of an order. The time of order outranks its date; empty fields count as missing."""
    filled = {name: value for name, value in given.items() if value not in (None, "")}
    if "ZORDTIM" in filled:
        filled.pop("ORDDAT", None)
    document = {name: value for name, value in ORDER.read(filled).items() if name not in OWN}
    rows = given.get("SOH4", [])
    if type(rows) is not list:
        raise Malformed("SOH4: expected a list of lines", "lines")
    document["lines"] = [_line(record_of(row)) for row in rows]
    document.setdefault("release", True)
    return document


def _line(given: dict[str, Any]) -> dict[str, Any]:
    filled = {name: value for name, value in given.items() if value not in (None, "")}
    return {name: value for name, value in LINE.read(filled).items() if name in LINE_FIELDS}


def customer_document(given: dict[str, Any]) -> dict[str, Any]:
    """The neutral document of a customer."""
    filled = {name: value for name, value in given.items() if value not in (None, "")}
    document = CUSTOMER.read(filled)
    for name in ("number", "blocked", "credit_limit"):
        document.pop(name, None)
    return document


def shown(name: str, record: Any) -> dict[str, Any]:
    """A record with its lines."""
    body = CLASSES[name].table.write(record)
    if name in LINES:
        block, table, lines_of = LINES[name]
        body[block] = [table.write(row) for row in lines_of(record)]
    return body
