"""Orders, quotations and drafts: one order of the books is one document of the set that it was saved in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.documents import amounts
from fake_erp.dialects.business_one.documents.addresses import address_line, extension_of
from fake_erp.dialects.business_one.documents.tables import (
    UserFields,
    amount,
    clock,
    day,
    document_type,
    parts,
    text,
    whole,
)
from fake_erp.dialects.business_one.fields import NO, YES
from fake_erp.dialects.business_one.known import (
    DELIVERED,
    GIVEN_UP,
    HOLD_REASON,
    ORDERED_AT,
    PAID_AMOUNT,
    PREPAID,
)
from fake_erp.dialects.business_one.memory import card_code, memory_of
from fake_erp.dialects.business_one.numbers import entry_and_prefix, entry_of
from fake_erp.dialects.odata.model import DECIMAL, INTEGER, TEXT, EntityType, Property
from fake_erp.dialects.rendered import rendered_of, state_of
from fake_erp.model import Line, Order
from fake_erp.sales.totals import tax_of
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OPEN, CLOSED = "bost_Open", "bost_Close"
_DONE = ("shipped", "invoiced", "closed", "cancelled")
_WAITING = ("draft", "held", "pending_approval")
NOTHING: dict[str, Any] = {}
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


def _authorization(order: Order) -> str:
    if order.status == "pending_approval":
        return "dasPending"
    return "dasApproved" if order.approved else "dasWithout"


def head_json(erp: Erp, order: Order, set_name: str) -> dict[str, Any]:
    """A document without its lines. It is written out at once, because orders are read more than anything else."""
    memory = memory_of(erp)
    number, status, customer = order.number, order.status, order.customer
    kept = memory.headers.get(number, NOTHING)
    entry, prefix = entry_and_prefix(erp, "order", number)
    ordered, created, changed = (
        instant_text(order.ordered_at_ms),
        instant_text(order.created_at_ms),
        instant_text(order.changed_at_ms),
    )
    day = ordered[:10]
    is_done = status in _DONE
    return {
        "DocEntry": entry,
        "DocNum": entry,
        "HandWritten": "tNO",
        "Printed": "psNo",
        "Series": 1,
        "SeriesString": prefix,
        "DocType": "dDocument_Items",
        "DocDate": day,
        "DocDueDate": kept.get("DocDueDate", day),
        "TaxDate": kept.get("TaxDate", day),
        "DocTime": ordered[11:19],
        "CardCode": memory.code_of.get(customer.number, customer.number),
        "CardName": customer.name,
        "NumAtCard": order.external_reference or None,
        "Address": address_line(order.bill_to or customer.address),
        "Address2": address_line(order.ship_to or customer.address),
        "DocTotal": order.total_cents / 100,
        "VatSum": order.tax_cents / 100,
        "RoundingDiffAmount": order.rounding_cents / 100,
        "DocCurrency": order.currency,
        "Comments": kept.get("Comments"),
        "JournalMemo": kept.get("JournalMemo"),
        "PaymentGroupCode": kept.get("PaymentGroupCode", -1),
        "SalesPersonCode": kept.get("SalesPersonCode", -1),
        "TransportationCode": kept.get("TransportationCode", -1),
        "Project": kept.get("Project"),
        "PaymentMethod": order.payment_method or None,
        "PriceMode": "pmdGross" if order.prices_include_tax else "pmdNet",
        "DiscountPercent": 0.0,
        "Confirmed": NO if status in _WAITING else YES,
        "DocumentStatus": CLOSED if is_done else OPEN,
        "Cancelled": YES if status == "cancelled" and number not in memory.closed else NO,
        "AuthorizationStatus": _authorization(order),
        "PartialSupply": YES,
        "DocObjectCode": OBJECTS[set_name],
        "CreationDate": created[:10],
        "UpdateDate": changed[:10],
        "UpdateTime": changed[11:19],
        ORDERED_AT: ordered,
        PREPAID: "Y" if order.prepaid else "N",
        PAID_AMOUNT: order.payment_cents / 100,
        HOLD_REASON: order.hold_reason or None,
        "DocumentAdditionalExpenses": _expenses(erp, order),
        "AddressExtension": extension_of(order.ship_to, order.bill_to),
    }


def order_json(erp: Erp, order: Order, set_name: str) -> dict[str, Any]:
    """A whole document, with its user-defined fields."""
    memory, number, customer = memory_of(erp), order.number, order.customer.number
    kept = memory.headers.get(number), memory.code_of.get(customer), number in memory.closed
    key = "business_one", set_name, number
    return rendered_of(erp).get(key, (state_of(order), kept), lambda: _order_json(erp, order, set_name))


def _order_json(erp: Erp, order: Order, set_name: str) -> dict[str, Any]:
    shown = head_json(erp, order, set_name)
    shown["DocumentLines"] = _lines(erp, order)
    extra = extra_fields(erp, order)
    return {**shown, **extra} if extra else shown


WHOLE = ("Series", "PaymentGroupCode", "SalesPersonCode", "TransportationCode")
AMOUNTS = ("VatSum", "RoundingDiffAmount", "DiscountPercent", PAID_AMOUNT)
OBJECT = {
    "DocumentAdditionalExpenses": "Collection(SAPB1.DocumentAdditionalExpense)",
    "AddressExtension": "AddressExtension",
}
FILTERED = (
    whole("DocEntry", lambda erp, order: entry_of(erp, "order", order.number), is_key=True),
    whole("DocNum", lambda erp, order: entry_of(erp, "order", order.number)),
    text("NumAtCard", lambda erp, order: order.external_reference or None),
    text("CardCode", lambda erp, order: card_code(erp, order.customer)),
    amount("DocTotal", lambda erp, order: order.total_cents),
    day("DocDate", lambda erp, order: order.ordered_at_ms),
    day("UpdateDate", lambda erp, order: order.changed_at_ms),
    text("UpdateTime", lambda erp, order: clock(order.changed_at_ms)),
    text("DocumentStatus", lambda erp, order: CLOSED if order.status in _DONE else OPEN),
)
"""Properties that lists are often filtered by."""
NAMES = (
    *(
        "DocEntry",
        "DocNum",
        "HandWritten",
        "Printed",
        "Series",
        "SeriesString",
        "DocType",
        "DocDate",
        "DocDueDate",
    ),
    *("TaxDate", "DocTime", "CardCode", "CardName", "NumAtCard", "Address", "Address2", "DocTotal", "VatSum"),
    *("RoundingDiffAmount", "DocCurrency", "Comments", "JournalMemo", "PaymentGroupCode", "SalesPersonCode"),
    *("TransportationCode", "Project", "PaymentMethod", "PriceMode", "DiscountPercent", "Confirmed"),
    *("DocumentStatus", "Cancelled", "AuthorizationStatus", "PartialSupply", "DocObjectCode", "CreationDate"),
    *("UpdateDate", "UpdateTime", ORDERED_AT, PREPAID, PAID_AMOUNT, HOLD_REASON),
    *("DocumentAdditionalExpenses", "AddressExtension"),
)
"""What `head_json` gives, in its order."""


def order_type(set_name: str) -> EntityType:
    """The entity type of a set of orders."""
    known = {each.name: each for each in FILTERED}
    properties = [known.get(name) or _of_head(name, set_name) for name in NAMES]
    properties.append(parts("DocumentLines", "Collection(SAPB1.DocumentLine)", _lines))
    made = document_type(set_name, properties)
    made.by_name = UserFields(made.by_name, lambda order: order.custom)
    return made


def _of_head(name: str, set_name: str) -> Property:
    """A property that is gotten from the whole head."""

    def get(erp: Erp, order: Order) -> Any:
        return head_json(erp, order, set_name)[name]

    if name in OBJECT:
        return parts(name, OBJECT[name], get)
    kind = INTEGER if name in WHOLE else DECIMAL if name in AMOUNTS else TEXT
    return Property(name, kind, get)


TYPES = {name: order_type(name) for name in OBJECTS}
"""Sets of orders by their names."""


def extra_fields(erp: Erp, order: Order) -> dict[str, Any]:
    """User-defined fields and kept properties that are not in the table."""
    shown = {f"U_{name}": value for name, value in order.custom.items()}
    kept = memory_of(erp).headers.get(order.number)
    if not kept:
        return shown
    return {**{name: value for name, value in kept.items() if name not in _IN_TABLE}, **shown}


_IN_TABLE = frozenset((*NAMES, "DocumentLines"))


def orders_in(erp: Erp, set_name: str, reference: Any = None) -> list[Order]:
    """The orders of a set, oldest first; of those with a reference only, where one is given."""
    if isinstance(reference, str) and reference:
        found = erp.orders.with_reference(reference)
    else:
        found = list(erp.orders.by_number.values())
    return [order for order in found if set_of(erp, order) == set_name]
