"""The records that a list asks for: by index where a key is asked for, else all of their kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from fake_erp.dialects.record_ids import digits
from fake_erp.dialects.short.records import delivery_lines, invoice_lines, order_lines
from fake_erp.errors import NotFound
from fake_erp.model import Customer, Delivery, Invoice, Item, Order, StockRow

if TYPE_CHECKING:
    from fake_erp.erp import Erp

R = TypeVar("R")
Equal: TypeAlias = Callable[[str], Any]
"""The value that a list demands of a neutral field; None for none."""
MOST = 10**9


def by_digits(records: dict[str, R], wanted: Any) -> R | None:
    """The record whose number has these digits, with or without leading zeros."""
    text = str(wanted)[:24].lstrip("0")
    if not text.isascii() or not text.isdigit() or not records:
        return None
    last = next(reversed(records))
    prefix = last.rstrip("0123456789")
    found = records.get(f"{prefix}{text}")
    if found is not None or len(last) == len(prefix) + len(text):
        return found
    return next((record for number, record in records.items() if str(digits(number)) == text), None)


def _one(records: dict[str, R], equal: Equal) -> list[R] | None:
    """The record that is asked for by number or id; None where neither is asked for."""
    number, of_id = equal("number"), equal("id")
    if number is not None:
        found = records.get(str(number))
    elif of_id is not None:
        found = by_digits(records, of_id)
    else:
        return None
    return [] if found is None else [found]


def orders(erp: Erp, equal: Equal) -> Sequence[Order]:
    """Orders by number, id or external reference, else all of them, by their last change."""
    found = _one(erp.orders.by_number, equal)
    if found is not None:
        return found
    reference = equal("external_reference")
    if reference is not None:
        return erp.orders.with_reference(str(reference))
    return erp.orders.feed.page(0, MOST)[0]


def customers(erp: Erp, equal: Equal) -> Sequence[Customer]:
    """Customers by number, id, external reference or e-mail address, else all of them."""
    found = _one(erp.customers.by_number, equal)
    if found is not None:
        return found
    reference, email = equal("external_reference"), equal("email")
    if reference is not None:
        owner = erp.customers.by_reference.get(str(reference))
        return [] if owner is None else [owner]
    return erp.customers.all if email is None else erp.customers.with_email(str(email))


def items(erp: Erp, equal: Equal) -> Sequence[Item]:
    """Items by SKU, else all of them."""
    sku = equal("item")
    if sku is None:
        return erp.items.feed.page(0, MOST)[0]
    found = erp.items.by_sku.get(str(sku))
    return [] if found is None else [found]


def stock(erp: Erp, equal: Equal) -> Sequence[StockRow]:
    """Stock by SKU, else all of it."""
    sku = equal("item")
    if sku is None:
        return erp.stock.feed.page(0, MOST)[0]
    return [row for row in erp.stock.rows_of(str(sku)) if row.change] if str(sku) in erp.items.by_sku else []


def _of_orders(erp: Erp, equal: Equal, kind: type[R]) -> Sequence[R] | None:
    """The documents of the orders that are asked for; None where none is asked for."""
    number, of_id, reference = equal("order"), equal("order_id"), equal("external_reference")
    if number is not None:
        order = erp.orders.by_number.get(str(number))
    elif of_id is not None:
        order = by_digits(erp.orders.by_number, of_id)
    elif reference is not None:
        found = erp.orders.with_reference(str(reference))
        return [paper for each in found for paper in each.papers if type(paper) is kind]
    else:
        return None
    return [] if order is None else [paper for paper in order.papers if type(paper) is kind]


def deliveries(erp: Erp, equal: Equal) -> Sequence[Delivery]:
    """Deliveries by number, id, order or external reference of the order, else all of them."""
    found = _one(erp.shipping.by_number, equal)
    if found is None:
        found = _of_orders(erp, equal, Delivery)  # type: ignore[assignment]
    return erp.shipping.feed.page(0, MOST)[0] if found is None else found


def invoices(erp: Erp, equal: Equal) -> Sequence[Invoice]:
    """Invoices by number, id, order or external reference of the order, else all of them."""
    found = _one(erp.receivables.by_number, equal)
    if found is None:
        found = _of_orders(erp, equal, Invoice)  # type: ignore[assignment]
    return erp.receivables.feed.page(0, MOST)[0] if found is None else found


def lines_of_orders(erp: Erp, equal: Equal) -> Sequence[Any]:
    """Lines of orders."""
    return [line for order in orders(erp, equal) for line in order_lines(order)]


def lines_of_deliveries(erp: Erp, equal: Equal) -> Sequence[Any]:
    """Lines of deliveries."""
    return [line for each in deliveries(erp, equal) for line in delivery_lines(each)]


def lines_of_invoices(erp: Erp, equal: Equal) -> Sequence[Any]:
    """Lines of invoices."""
    return [line for each in invoices(erp, equal) for line in invoice_lines(each)]


def visible(record: R, hides: Callable[[Any], bool] | None, what: str) -> R:
    """The record, unless a lagging copy of the books does not have it yet. Raises NotFound."""
    if hides is not None and hides(record):
        raise NotFound(f"there is no such {what}", "number")
    return record
