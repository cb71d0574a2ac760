"""Orders, quotations and drafts: one order of the books is one document of the set that it was saved in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.documents import amounts
from fake_erp.dialects.business_one.documents.addresses import address_line, extension_of
from fake_erp.dialects.business_one.documents.tables import (
    UserFields,
    always,
    amount,
    clock,
    day,
    document_type,
    identity,
    kept,
    of_customer,
    parts,
    text,
)
from fake_erp.dialects.business_one.fields import yes
from fake_erp.dialects.business_one.known import (
    DELIVERED,
    GIVEN_UP,
    HOLD_REASON,
    ORDERED_AT,
    PAID_AMOUNT,
    PREPAID,
)
from fake_erp.dialects.business_one.memory import memory_of
from fake_erp.dialects.business_one.numbers import entry_of
from fake_erp.dialects.odata.model import INTEGER, EntityType
from fake_erp.model import Line, Order
from fake_erp.sales.totals import tax_of
from fake_erp.times import instant_of_text, instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OPEN, CLOSED = "bost_Open", "bost_Close"
_DONE = ("shipped", "invoiced", "closed", "cancelled")
_WAITING = ("draft", "held", "pending_approval")
OBJECTS = {"Orders": "oOrders", "Quotations": "oQuotations", "Drafts": "oOrders"}


def set_of(erp: Erp, order: Order) -> str:
    """The set in which an order is: a draft until it is saved as a document, or approved."""
    saved_as = memory_of(erp).kinds.get(order.number)
    if saved_as is not None:
        return saved_as
    if order.status == "pending_approval" and order.resume == "released" and order.released_at_ms < 0:
        return "Drafts"
    return "Orders"


def line_json(erp: Erp, order: Order, at: int, line: Line) -> dict[str, Any]:
    """A line of an order."""
    size = line.unit_size
    quantity, price = line.quantity // size, line.unit_price_cents * size
    whole = quantity * price
    tax_bp = 0 if order.customer.tax_status == "exempt" else line.item.tax_bp
    after = whole - line.discount_cents
    tax = line.tax_cents if not line.cancelled else tax_of(max(0, after), tax_bp, order.prices_include_tax)
    net, gross = (after - tax, after) if order.prices_include_tax else (after, after + tax)
    if order.prices_include_tax:
        unit_net, unit_gross = amounts.net_of(price, tax_bp), price / 100
    else:
        unit_net, unit_gross = price / 100, amounts.gross_of(price, tax_bp) / 100
    open_units = 0 if order.status in _DONE else line.open
    return {
        "LineNum": at,
        "VisualOrder": at,
        "ItemCode": line.item.sku,
        "ItemDescription": line.item.name,
        "Quantity": float(quantity),
        "Price": round(net / quantity / 100, 4) if quantity else 0.0,
        "PriceAfterVAT": round(gross / quantity / 100, 4) if quantity else 0.0,
        "UnitPrice": unit_net,
        "GrossPrice": unit_gross,
        "Currency": order.currency,
        "DiscountPercent": amounts.percent_of(line.discount_cents, whole),
        "LineTotal": net / 100,
        "GrossTotal": gross / 100,
        "TaxTotal": tax / 100,
        "TaxPercentagePerRow": tax_bp / 100,
        "VatGroup": vat_group(tax_bp),
        "WarehouseCode": line.row.warehouse,
        "UoMCode": line.unit or "Manual",
        "UnitsOfMeasurment": float(size),
        "LineStatus": OPEN if open_units else CLOSED,
        "RemainingOpenQuantity": open_units / size,
        "InventoryQuantity": float(line.quantity),
        "OriginalItem": line.substitutes or None,
        DELIVERED: line.shipped / size,
        GIVEN_UP: line.cancelled / size,
        "BaseType": -1,
        "BaseEntry": None,
        "BaseLine": None,
        "DocEntry": entry_of(erp, "order", order.number),
    }


def vat_group(tax_bp: int) -> str:
    """The VAT group of a rate.

    >>> vat_group(1900), vat_group(1950)
    ('A19', 'A19.5')
    """
    return f"A{tax_bp / 100:g}"


def _lines(erp: Erp, order: Order) -> list[dict[str, Any]]:
    return [line_json(erp, order, at, line) for at, line in enumerate(order.lines)]


def _expenses(erp: Erp, order: Order) -> list[dict[str, Any]]:
    charge, method = order.shipping_cents, order.shipping_method
    if not charge and not method:
        return []
    exempt = order.customer.tax_status == "exempt"
    tax_bp = 0 if exempt else round(erp.config.shipping_tax_percent * 100)
    tax = tax_of(charge, tax_bp, order.prices_include_tax)
    net, gross = (charge - tax, charge) if order.prices_include_tax else (charge, charge + tax)
    return [
        {
            "ExpenseCode": 1,
            "LineTotal": net / 100,
            "LineGross": gross / 100,
            "TaxSum": tax / 100,
            "TaxPercent": tax_bp / 100,
            "VatGroup": vat_group(tax_bp),
            "Remarks": method,
            "LineNum": 0,
            "Status": OPEN,
        }
    ]


def is_cancelled(erp: Erp, order: Order) -> bool:
    """Whether it counts as cancelled, and not merely as closed."""
    return order.status == "cancelled" and order.number not in memory_of(erp).closed


def _authorization(erp: Erp, order: Order) -> str:
    if order.status == "pending_approval":
        return "dasPending"
    return "dasApproved" if order.approved else "dasWithout"


def _due(erp: Erp, order: Order) -> int | None:
    due = memory_of(erp).header(order.number).get("DocDueDate")
    return order.ordered_at_ms if due is None else instant_of_text(due)


def _tax_date(erp: Erp, order: Order) -> int | None:
    tax = memory_of(erp).header(order.number).get("TaxDate")
    return order.ordered_at_ms if tax is None else instant_of_text(tax)


def order_type(set_name: str) -> EntityType:
    """The entity type of a set of orders."""
    properties = [
        *identity("order"),
        always("DocType", "dDocument_Items"),
        day("DocDate", lambda erp, order: order.ordered_at_ms),
        day("DocDueDate", _due),
        day("TaxDate", _tax_date),
        text("DocTime", lambda erp, order: clock(order.ordered_at_ms)),
        *of_customer(lambda order: order),
        text("NumAtCard", lambda erp, order: order.external_reference or None),
        text("Address", lambda erp, order: address_line(order.bill_to or order.customer.address)),
        text("Address2", lambda erp, order: address_line(order.ship_to or order.customer.address)),
        amount("DocTotal", lambda erp, order: order.total_cents),
        amount("VatSum", lambda erp, order: order.tax_cents),
        amount("RoundingDiffAmount", lambda erp, order: order.rounding_cents),
        text("DocCurrency", lambda erp, order: order.currency),
        kept("Comments"),
        kept("JournalMemo"),
        kept("PaymentGroupCode", INTEGER, -1),
        kept("SalesPersonCode", INTEGER, -1),
        kept("TransportationCode", INTEGER, -1),
        kept("Project"),
        text("PaymentMethod", lambda erp, order: order.payment_method or None),
        text("PriceMode", lambda erp, order: "pmdGross" if order.prices_include_tax else "pmdNet"),
        always("DiscountPercent", 0.0),
        text("Confirmed", lambda erp, order: yes(order.status not in _WAITING)),
        text("DocumentStatus", lambda erp, order: CLOSED if order.status in _DONE else OPEN),
        text("Cancelled", lambda erp, order: yes(is_cancelled(erp, order))),
        text("AuthorizationStatus", _authorization),
        always("PartialSupply", "tYES"),
        always("DocObjectCode", OBJECTS[set_name]),
        day("CreationDate", lambda erp, order: order.created_at_ms),
        day("UpdateDate", lambda erp, order: order.changed_at_ms),
        text("UpdateTime", lambda erp, order: clock(order.changed_at_ms)),
        text(ORDERED_AT, lambda erp, order: instant_text(order.ordered_at_ms)),
        text(PREPAID, lambda erp, order: "Y" if order.prepaid else "N"),
        amount(PAID_AMOUNT, lambda erp, order: order.payment_cents),
        text(HOLD_REASON, lambda erp, order: order.hold_reason or None),
        parts("DocumentLines", "Collection(SAPB1.DocumentLine)", _lines),
        parts("DocumentAdditionalExpenses", "Collection(SAPB1.DocumentAdditionalExpense)", _expenses),
        parts("AddressExtension", "AddressExtension", lambda erp, o: extension_of(o.ship_to, o.bill_to)),
    ]
    made = document_type(set_name, properties)
    made.by_name = UserFields(made.by_name, lambda order: order.custom)
    return made


TYPES = {name: order_type(name) for name in OBJECTS}
"""Sets of orders by their names."""


def extra_fields(erp: Erp, order: Order) -> dict[str, Any]:
    """User-defined fields and kept properties that are not in the table."""
    shown = {f"U_{name}": value for name, value in order.custom.items()}
    header = memory_of(erp).header(order.number)
    known = TYPES["Orders"].by_name
    return {**{name: value for name, value in header.items() if not dict.__contains__(known, name)}, **shown}


def orders_in(erp: Erp, set_name: str, reference: Any = None) -> list[Order]:
    """The orders of a set, oldest first; of those with a reference only, where one is given."""
    if isinstance(reference, str) and reference:
        found = erp.orders.by_reference.get(reference, [])
    else:
        found = list(erp.orders.by_number.values())
    return [order for order in found if set_of(erp, order) == set_name]
