"""The neutral fields of records of the books, and of their lines: a getter for each.

Amounts are gotten as text such as "19.99", instants in ms since the epoch, everything else as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native.reading import ADDRESS_FIELDS
from fake_erp.dialects.record_ids import digits
from fake_erp.model import NOT_YET, Customer, Delivery, Invoice, Line, Order, StockRow

Get = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order; `at` counts from 0."""

    order: Order
    at: int

    @property
    def line(self) -> Line:
        """The line as the books have it."""
        return self.order.lines[self.at]


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A line of a delivery; `at` counts from 0."""

    delivery: Delivery
    at: int

    @property
    def part(self) -> tuple[int, str, int]:
        """Position of the order line, SKU, units."""
        return self.delivery.lines[self.at]


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line of an invoice; `at` counts from 0."""

    invoice: Invoice
    at: int
    part: tuple[int, int, int]
    """Position of the order line, units, cents."""


def order_lines(order: Order) -> list[OrderLine]:
    """The lines of an order."""
    return [OrderLine(order, at) for at in range(len(order.lines))]


def delivery_lines(delivery: Delivery) -> list[DeliveryLine]:
    """The lines of a delivery."""
    return [DeliveryLine(delivery, at) for at in range(len(delivery.lines))]


def invoice_lines(invoice: Invoice) -> list[InvoiceLine]:
    """The lines of an invoice; those of the order where it bills the whole of it."""
    order = invoice.order
    parts = invoice.lines or [(at, line.billed, gross(line, order)) for at, line in enumerate(order.lines)]
    return [InvoiceLine(invoice, at, part) for at, part in enumerate(parts)]


def _cents(name: str) -> Get:
    return lambda record: amount_text(getattr(record, name))


def _plain(name: str) -> Get:
    return lambda record: getattr(record, name)


def _address(which: str) -> dict[str, Get]:
    def part(name: str) -> Get:
        def get(record: Any) -> Any:
            address = getattr(record, which)
            return address.get(name) if address else None

        return get

    return {f"{which}.{name}": part(name) for name in ADDRESS_FIELDS}


ORDER: dict[str, Get] = {
    "id": lambda order: digits(order.number),
    **{
        name: _plain(name)
        for name in (
            "number",
            "external_reference",
            "status",
            "hold_reason",
            "channel",
            "currency",
            "prices_include_tax",
        )
    },
    "customer": lambda order: order.customer.number,
    "customer_id": lambda order: digits(order.customer.number),
    "customer_name": lambda order: order.customer.name,
    "email": lambda order: order.customer.email,
    "ordered_at": lambda order: order.ordered_at_ms,
    "created_at": lambda order: order.created_at_ms,
    "changed_at": lambda order: order.changed_at_ms,
    **{name: _cents(f"{name}_cents") for name in ("subtotal", "discount", "tax", "total")},
    "net": lambda order: amount_text(order.total_cents - order.tax_cents),
    "shipping.amount": _cents("shipping_cents"),
    "shipping.method": _plain("shipping_method"),
    "payment.amount": _cents("payment_cents"),
    "payment.method": _plain("payment_method"),
    "payment.prepaid": _plain("prepaid"),
    **_address("ship_to"),
    **_address("bill_to"),
}
"""Of an order."""


def _below(owner: str, get: Get) -> Get:
    return lambda row: get(getattr(row, owner))


def _of_line(name: str) -> Get:
    return lambda row: getattr(row.line, name)


LINE: dict[str, Get] = {
    **{name: _below("order", get) for name, get in ORDER.items()},
    "line": lambda row: row.at + 1,
    "state": lambda row: row.order.line_state(row.line),
    "item": lambda row: row.line.item.sku,
    "name": lambda row: row.line.item.name,
    "quantity": lambda row: _units(row.line, row.line.quantity),
    "unit": lambda row: row.line.unit,
    "unit_price": lambda row: amount_text(row.line.unit_price_cents * row.line.unit_size),
    "discount": lambda row: amount_text(row.line.discount_cents),
    "tax": lambda row: amount_text(row.line.tax_cents),
    "amount": lambda row: amount_text(_amount(row.line)),
    "warehouse": lambda row: row.line.row.warehouse,
    **{name: _of_line(name) for name in ("allocated", "shipped", "cancelled", "open")},
}
"""Of a line of an order, and of the order it is in, whose names it hides."""


def _units(line: Line, quantity: int) -> int:
    return quantity // line.unit_size


def _amount(line: Line) -> int:
    return line.quantity * line.unit_price_cents - line.discount_cents


CUSTOMER: dict[str, Get] = {
    "id": lambda customer: digits(customer.number),
    **{
        name: _plain(name)
        for name in (
            "number",
            "external_reference",
            "name",
            "email",
            "phone",
            "blocked",
            "approval",
            "group",
            "price_list",
            "tax_status",
        )
    },
    **_address("address"),
    "credit_limit": _cents("credit_limit_cents"),
    "exposure": _cents("exposure_cents"),
    "changed_at": lambda customer: customer.changed_at_ms,
}
"""Of a customer."""

ITEM: dict[str, Get] = {
    "item": lambda item: item.sku,
    "name": lambda item: item.name,
    "price": _cents("price_cents"),
    "cost": _cents("cost_cents"),
    "tax_percent": lambda item: f"{item.tax_bp / 100:.2f}",
    "status": lambda item: item.status,
    "active": lambda item: item.status == "active",
    "blocked": lambda item: item.status != "active",
    "group": lambda item: item.group,
    "changed_at": lambda item: item.changed_at_ms,
}
"""Of an item."""

STOCK: dict[str, Get] = {
    name: _plain(name) for name in ("item", "warehouse", "on_hand", "allocated", "safety", "available")
} | {"changed_at": lambda row: row.changed_at_ms}
"""Of the stock of an item in a warehouse."""


def _paper(kind: str) -> dict[str, Get]:
    return {
        "id": lambda paper: digits(paper.number),
        "number": _plain("number"),
        "order": lambda paper: paper.order.number,
        "order_id": lambda paper: digits(paper.order.number),
        "external_reference": lambda paper: paper.order.external_reference,
        "customer": lambda paper: paper.order.customer.number,
        "customer_id": lambda paper: digits(paper.order.customer.number),
        "customer_name": lambda paper: paper.order.customer.name,
        "currency": lambda paper: paper.order.currency,
        "posted_at": lambda paper: paper.posted_at_ms,
        "kind": lambda paper: kind,
    }


DELIVERY: dict[str, Get] = _paper("delivery") | {
    "warehouse": _plain("warehouse"),
    "tracking": _plain("tracking"),
}
"""Of a delivery."""

DELIVERY_LINE: dict[str, Get] = {
    **{name: _below("delivery", get) for name, get in DELIVERY.items()},
    "line": lambda row: row.at + 1,
    "order_line": lambda row: row.part[0] + 1,
    "item": lambda row: row.part[1],
    "quantity": lambda row: row.part[2],
}
"""Of a line of a delivery."""

INVOICE: dict[str, Get] = _paper("invoice") | {
    "total": _cents("total_cents"),
    "tax": _cents("tax_cents"),
    "net": lambda invoice: amount_text(invoice.total_cents - invoice.tax_cents),
    "open": _cents("open_cents"),
    "paid": lambda invoice: amount_text(invoice.total_cents - invoice.open_cents - invoice.credited_cents),
    "credited": _cents("credited_cents"),
    "shipping.amount": _cents("shipping_cents"),
    "due_at": lambda invoice: None if invoice.due_at_ms == NOT_YET else invoice.due_at_ms,
    "status": lambda invoice: "open" if invoice.open_cents else "paid",
}
"""Of an invoice."""

INVOICE_LINE: dict[str, Get] = {
    **{name: _below("invoice", get) for name, get in INVOICE.items()},
    "line": lambda row: row.at + 1,
    "order_line": lambda row: row.part[0] + 1,
    "item": lambda row: row.invoice.order.lines[row.part[0]].item.sku,
    "quantity": lambda row: row.part[1],
    "amount": lambda row: amount_text(row.part[2]),
}
"""Of a line of an invoice."""


def owner_of(record: Any) -> Any:
    """The record of the books that a line is part of; any other record itself."""
    if isinstance(record, OrderLine):
        return record.order
    if isinstance(record, DeliveryLine):
        return record.delivery
    return record.invoice if isinstance(record, InvoiceLine) else record


def key_of(record: Any) -> str:
    """The business key of a record."""
    owner = owner_of(record)
    if isinstance(owner, Customer):
        return owner.external_reference or owner.number
    if isinstance(owner, Delivery | Invoice):
        owner = owner.order
    if isinstance(owner, Order):
        return owner.external_reference or owner.number
    return owner.item if isinstance(owner, StockRow) else str(owner.sku)


def number_of(record: Any) -> str:
    """The number of the record in the books; "" for items and stock."""
    owner = owner_of(record)
    return owner.number if isinstance(owner, Order | Customer | Delivery | Invoice) else ""
