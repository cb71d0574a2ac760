"""Sales orders of the order hub: read to neutral documents, and shown with their children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.oracle_fusion.fields import ADDRESS, CUSTOMER, LINE, ORDER
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.lookups import by_digits
from fake_erp.dialects.short.records import order_lines
from fake_erp.errors import DuplicateReference, Malformed, NotFound
from fake_erp.model import Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SYSTEM = "OPS"
FLEX = "HeaderEffBgolivePrivateVO"
SPECIAL = {
    "shippingAmount": ("shipping", "amount"),
    "paymentPrepaid": ("payment", "prepaid"),
    "pricesIncludeTax": ("", "prices_include_tax"),
}
"""Segments of the extensible flexfield that stand for neutral fields; all others are free fields."""
ORDER_FIELDS = ("id", "number", "status", "customer_id", "customer_name", "submitted", "hold_reason")
LINE_FIELDS = ("item", "quantity", "unit", "unit_price", "discount", "warehouse")


def systems_of(erp: Erp) -> dict[str, str]:
    """The source system of each order that came through this dialect, by its number."""
    kept: dict[str, str] = erp.dialect_data.setdefault("oracle_fusion", {}).setdefault("systems", {})
    return kept


def system_of(erp: Erp, order: Order) -> str:
    """The source system of an order."""
    return systems_of(erp).get(order.number, SYSTEM)


def find_order(erp: Erp, key: str) -> Order:
    """The order of a key: `SYSTEM:ID` of its source, or its header id. Raises NotFound."""
    system, colon, reference = key.partition(":")
    if colon:
        found = [each for each in erp.orders.with_reference(reference) if system_of(erp, each) == system]
        order = found[-1] if found else None
    else:
        order = by_digits(erp.orders.by_number, key)
    if order is None:
        raise NotFound(f"The sales order {key[:60]} doesn't exist.", "OrderKey")
    return order


def known(given: dict[str, Any], table: Any) -> dict[str, Any]:
    """The object itself. Raises Malformed for an attribute that the resource does not have."""
    unknown = table.unknown(given)
    if unknown:
        raise Malformed(f"The attribute {unknown[:60]} isn't valid.", unknown[:60])
    return given


def document_of(erp: Erp, data: Any) -> dict[str, Any]:
    """The neutral document of an order."""
    given = known(record_of(data), ORDER)
    read = ORDER.read(given)
    read["customer"] = _customer(erp, given)
    source = given.get("SourceTransactionId")
    if type(source) is str:
        read["external_reference"] = source
    document = {name: value for name, value in read.items() if name not in ORDER_FIELDS and value is not None}
    if given.get("lines") is not None:
        document["lines"] = [_line(each) for each in _rows(given, "lines")]
    for name, which in (("shipToCustomer", "ship_to"), ("billToCustomer", "bill_to")):
        for row in _rows(given, name)[:1]:
            document[which] = {part: row[key] for key, part in ADDRESS.items() if row.get(key) is not None}
    for row in _rows(given, "payments")[:1]:
        payment = document.setdefault("payment", {})
        payment |= {"method": row.get("PaymentMethod"), "amount": row.get("Amount")}
    for row in _rows(given, "additionalInformation")[:1]:
        _flex(document, row)
    document["release"] = given.get("SubmittedFlag") in (True, "true", "Y")
    return document


def _customer(erp: Erp, given: dict[str, Any]) -> Any:
    number, of_id, name = (
        given.get(each) for each in ("BuyingPartyNumber", "BuyingPartyId", "BuyingPartyName")
    )
    if number is not None:
        return number
    if type(of_id) in (int, str):
        found = by_digits(erp.customers.by_number, of_id)
        return found.number if found is not None else str(of_id)
    if type(name) is str:
        return next((each.number for each in erp.customers.all if each.name == name), name)
    return None


def _rows(given: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = given.get(name)
    if rows is None:
        return []
    if type(rows) is not list:
        raise Malformed(f"The value of {name} isn't an array.", name)
    return [record_of(each) for each in rows]


def _line(given: dict[str, Any]) -> dict[str, Any]:
    read = LINE.read(known(given, LINE))
    line = {name: value for name, value in read.items() if name in LINE_FIELDS}
    for row in _rows(given, "manualPriceAdjustments")[:1]:
        line["discount"] = row.get("AdjustmentAmount")
    return line


def _flex(document: dict[str, Any], row: dict[str, Any]) -> None:
    for each in _rows(row, FLEX)[:1]:
        for name, value in each.items():
            outer, inner = SPECIAL.get(name, ("custom", name))
            if name != "ContextCode" and type(document.get(outer, {})) is dict:
                (document.setdefault(outer, {}) if outer else document)[inner] = value


def shown(erp: Erp, order: Order, expand: bool) -> dict[str, Any]:
    """An order with the key of its source; with its children where they are asked for."""
    body = ORDER.write(order)
    body["SourceTransactionSystem"] = system_of(erp, order)
    body["OrderKey"] = f"{body['SourceTransactionSystem']}:{order.external_reference}"
    if not order.external_reference:
        body["OrderKey"] = str(body["HeaderId"])
    if expand:
        body |= children(order)
    return body


def children(order: Order) -> dict[str, Any]:
    """The children of an order by their names."""
    flex: dict[str, Any] = {
        "ContextCode": "golive",
        "shippingAmount": float(amount_text(order.shipping_cents)),
        "paymentPrepaid": order.prepaid,
        "pricesIncludeTax": order.prices_include_tax,
        **order.custom,
    }
    found: dict[str, Any] = {
        "lines": [LINE.write(line) for line in order_lines(order)],
        "additionalInformation": [{"Category": "DOO_HEADERS_ADD_INFO", FLEX: [flex]}],
        "payments": [
            {"PaymentMethod": order.payment_method, "Amount": float(amount_text(order.payment_cents))}
        ],
        "totals": [
            {
                "TotalCode": "QP_TOTAL_PAY_NOW",
                "TotalAmount": float(amount_text(order.total_cents)),
                "PrimaryFlag": True,
            }
        ],
    }
    for name, address in (("shipToCustomer", order.ship_to), ("billToCustomer", order.bill_to)):
        found[name] = [{key: address.get(part) for key, part in ADDRESS.items()}] if address else []
    return found


def customer_document(data: Any) -> dict[str, Any]:
    """The neutral document of an account."""
    document = CUSTOMER.read(known(record_of(data), CUSTOMER))
    for name in ("number", "id", "blocked"):
        document.pop(name, None)
    return document


def taken(key: str) -> DuplicateReference:
    """The refusal of a source transaction that is an order already."""
    return DuplicateReference(
        f"A sales order with the source transaction {key[:80]} already exists. Send a revision with a new "
        "SourceTransactionRevisionNumber.",
        "external_reference",
    )
