"""What Odoo shows of a sales order."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.masters.places import SHIPPING_ID, currency_pair
from fake_erp.dialects.odoo.masters.pricing import list_pair
from fake_erp.dialects.odoo.masters.stocks import warehouse_pair
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.record_ids import digits
from fake_erp.model import NOT_YET, Address, CreditNote, Delivery, Invoice, Line, Order

LINES_AT_MOST = 1000
CHARGE_AT = 999
"""The place of the line of the shipping charge among the ids of an order's lines."""


def order_id(order: Order) -> int:
    """The id of an order: the digits of its number."""
    return digits(order.number)


def state_of(view: View, order: Order) -> str:
    """draft, sent, sale, done (up to 16: a closed or locked order) or cancel."""
    if order.status == "cancelled":
        return "cancel"
    if order.status == "draft":
        return "draft"
    if order.released_at_ms == NOT_YET:
        return "sent"
    locked = order.status == "closed" or order.number in view.store.locked
    return "done" if locked and not view.version.has_locked else "sale"


def is_locked(view: View, order: Order) -> bool:
    """Whether the order is locked."""
    return order.number in view.store.locked


def party(view: View, order: Order, kind: str) -> tuple[int, str]:
    """Id and name of the partner that goods or invoices go to."""
    address: Address | None = order.ship_to if kind == "delivery" else order.bill_to
    customer = order.customer
    if address is None:
        return digits(customer.number), customer.name
    contact = view.store.contact(customer.number, kind, address, order.created_at_ms)
    return contact.id, f"{customer.name}, {address.get('name', '')}".rstrip(", ")


def customer_pair(view: View, order: Order) -> tuple[int, str]:
    """Id and name of the customer."""
    return digits(order.customer.number), order.customer.name


def list_of(view: View, order: Order) -> tuple[int, str]:
    """The price list of its currency."""
    return list_pair(view, "", order.currency)


def warehouse_of(view: View, order: Order) -> tuple[int, str] | None:
    """The warehouse of its first line."""
    name = order.lines[0].row.warehouse if order.lines else view.erp.warehouses[0]
    return warehouse_pair(view, name)


def carrier_of(view: View, order: Order) -> tuple[int, str] | None:
    """How it is sent."""
    method = order.shipping_method
    return (view.store.id_of("carrier", method), method) if method else None


def shown_lines(view: View, order: Order) -> list[int]:
    """Ids of its lines: of goods without those that were removed from a draft, and of the charge."""
    base = order_id(order) * LINES_AT_MOST
    is_draft = order.released_at_ms == NOT_YET
    ids = [
        base + at + 1 for at, line in enumerate(order.lines) if not is_draft or line.quantity > line.cancelled
    ]
    if order.shipping_cents:
        ids.append(base + CHARGE_AT)
    return ids


def invoice_status(view: View, order: Order) -> str:
    """no, to invoice or invoiced."""
    if order.released_at_ms == NOT_YET or order.status == "cancelled":
        return "no"
    left = any(line.shipped > line.billed for line in order.lines)
    if left:
        return "to invoice"
    return "invoiced" if order.billed_cents and not any(line.open for line in order.lines) else "no"


def delivery_status(view: View, order: Order) -> str:
    """pending, started, partial or full; "" while there is nothing to deliver."""
    if order.released_at_ms == NOT_YET or order.status == "cancelled":
        return ""
    if not any(line.open for line in order.lines):
        return "full"
    return "partial" if any(line.shipped for line in order.lines) else "pending"


def papers_of(order: Order, kind: type[Any]) -> list[Any]:
    """Its documents of one kind, oldest first."""
    return [paper for paper in order.papers if type(paper) is kind]


def currency_of(view: View, order: Order) -> tuple[int, str] | None:
    """Its currency."""
    return currency_pair(view, order.currency)


def net_cents(line: Line) -> int:
    """What a line comes to at its price, less its discount."""
    return (line.quantity - line.cancelled) * line.unit_price_cents - line.discount_cents


__all__ = ["CHARGE_AT", "LINES_AT_MOST", "NOT_YET", "SHIPPING_ID", "CreditNote", "Delivery", "Invoice"]
