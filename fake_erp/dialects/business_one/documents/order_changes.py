"""From a change of a document to a change of an order: what was sent is merged into what is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents import amounts
from fake_erp.dialects.business_one.documents.addresses import BILL_TO, SHIP_TO, address_of
from fake_erp.dialects.business_one.documents.order_reading import (
    OWNER,
    REFERENCE_LIMIT,
    custom_in,
    kept_of,
    ordered_at,
    unit_in,
    units_in,
)
from fake_erp.dialects.business_one.known import OWN_FIELDS, require_known
from fake_erp.dialects.business_one.memory import card_code
from fake_erp.errors import Malformed, Place, RuleRefused
from fake_erp.model import Address, Line, LineChange, Order, OrderChange

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def change_of(
    erp: Erp, order: Order, given: dict[str, Any], replaces: bool
) -> tuple[OrderChange, dict[str, Any]]:
    """The change of an order, and the properties to keep beside the books.

    `replaces`: lines that are not sent are given up. Raises ErpError.
    """
    require_known(erp, given, OWNER, OWN_FIELDS["ORDR"])
    _require_fixed(erp, order, given)
    change = OrderChange()
    change.reference = read.text(given, "NumAtCard", OWNER, REFERENCE_LIMIT)
    value = given.get("AddressExtension")
    if value is not None:
        extension = read.record(value, "AddressExtension", OWNER)
        change.ship_to = _merged(order.ship_to, address_of(extension, SHIP_TO))
        change.bill_to = _merged(order.bill_to, address_of(extension, BILL_TO))
    custom = {
        name[2:]: None
        for name in given
        if name[:2] == "U_" and given[name] is None and name[2:] in order.custom
    }
    custom |= custom_in(erp, given)
    change.custom = custom or None
    expenses = read.rows(given, "DocumentAdditionalExpenses", OWNER, 20)
    if expenses:
        change.shipping_method = read.text(expenses[0], "Remarks", amounts.EXPENSE)
    if given.get("DocumentLines") is not None:
        rows = read.rows(given, "DocumentLines", OWNER, erp.config.max_lines)
        change.lines = _lines(order, rows, replaces)
    change.document = document_of(change)
    return change, kept_of(given, order.ordered_at_ms)


def _merged(before: Address | None, sent: Address | None) -> Address | None:
    """An address with the parts that were sent; None where none was."""
    return None if sent is None else {**(before or {}), **sent}


def _require_fixed(erp: Erp, order: Order, given: dict[str, Any]) -> None:
    """What an order keeps as it was saved may be sent again as it is. Raises RuleRefused."""
    gross = order.prices_include_tax
    fixed: dict[str, Callable[[], bool]] = {
        "CardCode": lambda: read.text(given, "CardCode", OWNER) == card_code(erp, order.customer),
        "DocCurrency": lambda: read.text(given, "DocCurrency", OWNER) == order.currency,
        "PriceMode": lambda: given["PriceMode"] == ("pmdGross" if gross else "pmdNet"),
        "PaymentMethod": lambda: read.text(given, "PaymentMethod", OWNER) == order.payment_method,
        "U_Prepaid": lambda: read.flag(given, "U_Prepaid", OWNER) == order.prepaid,
        "U_PaymentAmount": lambda: read.cents(given, "U_PaymentAmount", OWNER) == order.payment_cents,
        "U_OrderedAt": lambda: ordered_at(erp, given) == order.ordered_at_ms,
        "DocDate": lambda: read.date(given, "DocDate", OWNER) == _day(order.ordered_at_ms),
        "DocumentAdditionalExpenses": lambda: _same_charge(erp, order, given),
    }
    for name, is_same in fixed.items():
        if given.get(name) is not None and not is_same():
            raise RuleRefused(
                "order_change",
                "field_fixed",
                f"Field cannot be updated (ODBC -1029)  [ORDR.{name}]",
                "status",
            )


def _day(instant_ms: int) -> int:
    return instant_ms - instant_ms % 86_400_000


def _same_charge(erp: Erp, order: Order, given: dict[str, Any]) -> bool:
    rows = read.rows(given, "DocumentAdditionalExpenses", OWNER, 20)
    if all(row.get("LineTotal") is None and row.get("LineGross") is None for row in rows):
        return True
    tax_bp = round(erp.config.shipping_tax_percent * 100)
    return amounts.freight(rows, order.prices_include_tax, tax_bp) == order.shipping_cents


def _lines(order: Order, rows: list[dict[str, Any]], replaces: bool) -> list[LineChange]:
    changes, named = [], set()
    for at, row in enumerate(rows, 1):
        number = read.whole(row, "LineNum", amounts.LINE)
        if number is not None and number < len(order.lines):
            named.add(number)
            changes.append(_changed(order, order.lines[number], number, row))
        elif number is not None and number > len(order.lines):
            place = Place("line", at)
            raise RuleRefused("order_change", "unknown_line", ("there is no such line ", place), place)
        else:
            changes.append(_new(order, row))
    if replaces:
        left_out = [
            at for at, line in enumerate(order.lines) if at not in named and line.quantity > line.cancelled
        ]
        changes += [LineChange(at, quantity=0) for at in left_out]
    return [change for change in changes if change is not None]


def _changed(order: Order, line: Line, at: int, row: dict[str, Any]) -> LineChange | None:
    """A change of a line; None where nothing of it is sent that differs."""
    if row.get("LineStatus") == "bost_Close" and line.open:
        return LineChange(at, quantity=0)
    size = line.unit_size
    quantity = None if row.get("Quantity") is None else units_in(row)
    price = amounts.unit_price(row, order.prices_include_tax)
    was_units, was_price = line.quantity // size, line.unit_price_cents * size
    units, cents = was_units if quantity is None else quantity, was_price if price is None else price
    discount = amounts.discount(row, units * cents, units, order.prices_include_tax)
    if discount is None and (units, cents) != (was_units, was_price) and line.discount_cents:
        discount = line.discount_cents * units * cents // (was_units * was_price)
    change = LineChange(
        at,
        read.text(row, "ItemCode", amounts.LINE) or "",
        None if units == was_units and not line.cancelled else units,
        None if cents == was_price else cents,
        None if discount == line.discount_cents else discount,
        ""
        if row.get("WarehouseCode") == line.row.warehouse
        else read.text(row, "WarehouseCode", amounts.LINE) or "",
    )
    same_item = change.sku in ("", line.item.sku)
    untouched = change.quantity is None and change.unit_price_cents is None and change.discount_cents is None
    if line.cancelled and quantity is None:
        return None
    return None if same_item and untouched and not change.warehouse else change


def _new(order: Order, row: dict[str, Any]) -> LineChange:
    sku = read.text(row, "ItemCode", amounts.LINE)
    if not sku:
        raise Malformed("Item number is missing  [RDR1.ItemCode]", "lines")
    quantity = units_in(row)
    price = amounts.unit_price(row, order.prices_include_tax)
    cents = price if price is not None else 0
    discount = amounts.discount(row, quantity * cents, quantity, order.prices_include_tax) or 0
    warehouse = read.text(row, "WarehouseCode", amounts.LINE) or ""
    return LineChange(None, sku, quantity, cents, discount, warehouse, unit_in(row))


def document_of(change: OrderChange) -> dict[str, Any]:
    """The change by neutral names, for rules about fields."""
    document: dict[str, Any] = {}
    if change.reference is not None:
        document["external_reference"] = change.reference
    for name in ("ship_to", "bill_to", "custom"):
        value = getattr(change, name)
        if value is not None:
            document[name] = value
    if change.shipping_method is not None:
        document["shipping"] = {"method": change.shipping_method}
    if change.lines:
        document["lines"] = [_line_document(line) for line in change.lines]
    return document


def _line_document(line: LineChange) -> dict[str, Any]:
    shown: dict[str, Any] = {"line": None if line.at is None else line.at + 1, "item": line.sku}
    shown["quantity"] = line.quantity
    shown["unit_price"] = None if line.unit_price_cents is None else amount_text(line.unit_price_cents)
    shown["discount"] = None if line.discount_cents is None else amount_text(line.discount_cents)
    shown["warehouse"] = line.warehouse
    return {name: value for name, value in shown.items() if value not in (None, "")}
