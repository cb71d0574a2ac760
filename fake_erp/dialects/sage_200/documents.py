"""Orders and customers from JSON to neutral documents, and records as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.record_ids import ids_of
from fake_erp.dialects.sage_200.fields import CUSTOMER, DESPATCH_LINE, LINE, LIVE, ORDER
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.lookups import by_digits
from fake_erp.dialects.short.records import delivery_lines, order_lines
from fake_erp.dialects.short.sets import Collection
from fake_erp.errors import Malformed
from fake_erp.model import Delivery, Item, Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OWN = ("id", "number", "status", "customer_id", "customer_name", "net", "tax", "total")
LINE_FIELDS = ("item", "quantity", "unit", "unit_price", "discount", "warehouse")


def order_document(erp: Erp, data: Any) -> dict[str, Any]:
    """The neutral document of an order. Unknown properties are ignored."""
    given = record_of(data)
    read = ORDER.read(given)
    if type(given.get("customer_id")) is int and "customer" not in read:
        customer = by_digits(erp.customers.by_number, given["customer_id"])
        read["customer"] = customer.number if customer is not None else str(given["customer_id"])
    document = {name: value for name, value in read.items() if name not in OWN}
    rows = given.get("lines", [])
    if type(rows) is not list:
        raise Malformed("lines: expected an array", "lines")
    document["lines"] = [_line(erp, record_of(row)) for row in rows]
    document["release"] = given.get("document_status", LIVE) == LIVE
    return document


def _line(erp: Erp, given: dict[str, Any]) -> dict[str, Any]:
    line = {name: value for name, value in LINE.read(given).items() if name in LINE_FIELDS}
    product = given.get("product_id")
    if type(product) is int and "item" not in line:
        item = ids_of(erp).item(erp, product) if abs(product) < 10**12 else None
        line["item"] = item.sku if item is not None else str(product)
    return line


def customer_document(data: Any) -> dict[str, Any]:
    """The neutral document of a customer."""
    document = CUSTOMER.read(record_of(data))
    for name in ("id", "number", "blocked", "credit_limit", "changed_at"):
        document.pop(name, None)
    return document


def shown(erp: Erp, collection: Collection, record: Any) -> dict[str, Any]:
    """A record with its lines, and the ids of products."""
    body = collection.table.write(record)
    if isinstance(record, Order):
        body["lines"] = [
            {**LINE.write(row), "product_id": ids_of(erp).of_item(erp, row.line.item)}
            for row in order_lines(record)
        ]
    elif isinstance(record, Delivery):
        body["lines"] = [DESPATCH_LINE.write(row) for row in delivery_lines(record)]
    elif isinstance(record, Item):
        body = {"id": ids_of(erp).of_item(erp, record), **body}
    return body
