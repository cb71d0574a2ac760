"""Lines of sales orders: those of the books, and one for the freight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central.columns import (
    amount,
    day,
    fixed,
    flag,
    identifier,
    item_id,
    no_guid,
    of,
    text,
    whole,
)
from fake_erp.dialects.business_central.sales.states import order_version
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.record_ids import NO_GUID, guid
from fake_erp.model import Line, Order

FREIGHT = "FREIGHT"
CHARGE, ITEM = "Charge", "Item"
CHARGES = ("Charge", "Account")
"""Types of a line that is the freight."""
BASE_UNIT = "PCS"
FIRST = 10_000
"""Lines are numbered by it."""
OF_FREIGHT = -1


@dataclass(frozen=True, slots=True)
class LineOf:
    """A line of an order by its position from 0, or its freight."""

    order: Order
    at: int

    @property
    def line(self) -> Line:
        """The line in the books."""
        return self.order.lines[self.at]

    @property
    def is_freight(self) -> bool:
        """Whether it is the freight."""
        return self.at == OF_FREIGHT

    @property
    def id(self) -> str:
        """Its GUID."""
        return guid("order_line", f"{self.order.number}:{self.at}")

    @property
    def sequence(self) -> int:
        """Its number."""
        return FIRST * ((len(self.order.lines) if self.is_freight else self.at) + 1)


def lines_of(order: Order) -> list[LineOf]:
    """The lines that were not taken off, and the freight."""
    found = [LineOf(order, at) for at, line in enumerate(order.lines) if line.quantity > line.cancelled]
    return [*found, LineOf(order, OF_FREIGHT)] if order.shipping_cents else found


def line_with(order: Order, wanted: str) -> LineOf | None:
    """The line of a GUID."""
    return next((line for line in lines_of(order) if line.id == wanted), None)


UNITS: dict[str, Callable[[Line], int]] = {
    "quantity": lambda line: line.quantity - line.cancelled,
    "open": lambda line: line.open,
    "shipped": lambda line: line.shipped,
    "billed": lambda line: line.billed,
    "unbilled": lambda line: line.quantity - line.cancelled - line.billed,
    "reserved": lambda line: line.allocated,
}
"""Quantities of a line in base units."""


def units(kind: str) -> Any:
    """A getter of a quantity in the unit that was ordered; the freight is one unit, and open."""
    count = UNITS[kind]
    of_freight = "1" if kind in ("quantity", "open") else "0"

    def get(erp: Any, record: LineOf) -> str:
        if record.at == OF_FREIGHT:
            return of_freight
        line = record.order.lines[record.at]
        return str(count(line) // line.unit_size)

    return get


def _price(erp: Any, record: LineOf) -> str:
    if record.is_freight:
        return amount_text(record.order.shipping_cents)
    return amount_text(record.line.unit_price_cents * record.line.unit_size)


def _discount_percent(erp: Any, record: LineOf) -> str:
    if record.is_freight or not record.line.discount_cents:
        return "0"
    line = record.line
    worth = (line.quantity - line.cancelled) * line.unit_price_cents
    return str(round(100 * line.discount_cents / worth, 5)) if worth else "0"


def _cents(record: LineOf) -> int:
    if record.is_freight:
        return record.order.shipping_cents
    line = record.line
    return (line.quantity - line.cancelled) * line.unit_price_cents - line.discount_cents


def _tax(record: LineOf) -> int:
    return 0 if record.is_freight else record.line.tax_cents


def _excluding(erp: Any, record: LineOf) -> str:
    included = record.order.prices_include_tax
    return amount_text(_cents(record) - (_tax(record) if included else 0))


def _including(erp: Any, record: LineOf) -> str:
    included = record.order.prices_include_tax
    return amount_text(_cents(record) + (0 if included else _tax(record)))


def _on_line(get: Any, of_freight: Any) -> Any:
    return lambda erp, record: of_freight if record.at == OF_FREIGHT else get(record.order.lines[record.at])


SALES_ORDER_LINE = EntityType(
    "salesOrderLine",
    "salesOrderLines",
    (
        identifier("id", of("id"), key=True),
        identifier("documentId", lambda erp, record: guid("order", record.order.number)),
        whole("sequence", of("sequence")),
        identifier("itemId", _on_line(lambda line: item_id(line.item), NO_GUID)),
        *no_guid("accountId", "itemVariantId", "unitOfMeasureId"),
        text("lineType", _on_line(lambda line: ITEM, CHARGE)),
        text("lineObjectNumber", _on_line(lambda line: line.item.sku, FREIGHT), 20),
        text("description", _on_line(lambda line: line.item.name, "Freight"), 100),
        text("description2", fixed(""), 50),
        text("unitOfMeasureCode", _on_line(lambda line: line.unit or BASE_UNIT, ""), 10),
        amount("quantity", units("quantity")),
        amount("unitPrice", _price),
        amount("discountAmount", _on_line(lambda line: amount_text(line.discount_cents), "0")),
        amount("discountPercent", _discount_percent),
        flag("discountAppliedBeforeTax", fixed(True)),
        amount("amountExcludingTax", _excluding),
        text("taxCode", fixed("")),
        amount("taxPercent", _on_line(lambda line: str(line.item.tax_bp / 100), "0")),
        amount("totalTaxAmount", lambda erp, record: amount_text(_tax(record))),
        amount("amountIncludingTax", _including),
        amount("invoiceDiscountAllocation", fixed("0")),
        amount("netAmount", _excluding),
        amount("netTaxAmount", lambda erp, record: amount_text(_tax(record))),
        amount("netAmountIncludingTax", _including),
        day("shipmentDate", lambda erp, record: record.order.ordered_at_ms),
        amount("shippedQuantity", units("shipped")),
        amount("invoicedQuantity", units("billed")),
        amount("invoiceQuantity", units("unbilled")),
        amount("shipQuantity", units("open")),
        identifier("locationId", _on_line(lambda line: guid("location", line.row.warehouse), NO_GUID)),
        text("webReservedQuantity", units("reserved")),
    ),
    etag=lambda erp, record: (record.id, order_version(record.order)),
    owner=lambda record: record.order,
)
"""A line of a sales order."""
