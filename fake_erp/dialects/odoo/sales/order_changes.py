"""From the values of a `write` to a change of an order."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odoo.faults import BadValue, Refused, missing
from fake_erp.dialects.odoo.masters.stocks import warehouse_name
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.models.values import cents_of, flag_of, id_of, instant_of, is_set, text_of
from fake_erp.dialects.odoo.sales import order_facts as facts
from fake_erp.dialects.odoo.sales.line_values import (
    Line,
    check_line_fields,
    discount_of,
    line_of,
    quantity_of,
)
from fake_erp.dialects.odoo.sales.order_values import address, custom_of
from fake_erp.model import NOT_YET, LineChange, Order, OrderChange

COMMANDS = (0, 1, 2, 3, 4, 5, 6)


def change_of(view: View, order: Order, values: dict[str, Any]) -> OrderChange | None:
    """The change, with its neutral document; None where nothing of the books changes. Raises ErpError."""
    _same(view, order, values)
    document: dict[str, Any] = {}
    change = OrderChange(document=document)
    if "client_order_ref" in values or ("origin" in values and not order.external_reference):
        name = "client_order_ref" if "client_order_ref" in values else "origin"
        change.reference = document["external_reference"] = text_of(values, name, 64)
    for name, attribute in (("partner_shipping_id", "ship_to"), ("partner_invoice_id", "bill_to")):
        if name in values:
            found = address(view, values, name, order.customer) or dict(order.customer.address)
            setattr(change, attribute, found)
            document[attribute] = found
    if "carrier_id" in values or "x_studio_shipping_method" in values:
        change.shipping_method = _method(view, values)
        document["shipping"] = {"method": change.shipping_method}
    custom = custom_of(values)
    if custom:
        change.custom = document["custom"] = custom
    if is_set(values.get("order_line")):
        _lines(view, order, values["order_line"], change)
        document["lines"] = [_line_document(each) for each in change.lines]
    if change.shipping_cents is not None:
        document.setdefault("shipping", {})["amount"] = amount_text(change.shipping_cents)
    document = {name: value for name, value in document.items() if value or name != "lines"}
    return change if document else None


def _method(view: View, values: dict[str, Any]) -> str:
    number = id_of(values, "carrier_id")
    if number is None:
        return text_of(values, "x_studio_shipping_method", 255)
    return str(view.record("delivery.carrier", number)[1])


def _same(view: View, order: Order, values: dict[str, Any]) -> None:
    """Raises Refused for another value of what an order keeps as it was saved."""
    now: dict[str, Any] = {
        "partner_id": facts.customer_pair(view, order)[0],
        "currency_id": (facts.currency_of(view, order) or (0,))[0],
        "pricelist_id": facts.list_of(view, order)[0],
    }
    for name, value in now.items():
        if name in values and id_of(values, name) not in (value, None):
            if name == "pricelist_id" and order.released_at_ms != NOT_YET:
                raise Refused("You cannot change the pricelist of a confirmed order !", name)
            raise Refused(f"{name}: it cannot be changed; cancel the order and create another", name)
    fixed = {
        "x_studio_prices_include_tax": flag_of(values, "x_studio_prices_include_tax")
        == order.prices_include_tax,
        "x_studio_payment_method": text_of(values, "x_studio_payment_method") == order.payment_method,
        "x_studio_prepaid": flag_of(values, "x_studio_prepaid") == order.prepaid,
        "x_studio_payment_amount": (cents_of(values, "x_studio_payment_amount") or 0) == order.payment_cents,
        "date_order": (instant_of(values, "date_order") or 0) // 1000 == order.ordered_at_ms // 1000,
    }
    for name, is_same in fixed.items():
        if name in values and not is_same:
            raise Refused(f"{name}: it cannot be changed; cancel the order and create another", name)


def _lines(view: View, order: Order, given: Any, change: OrderChange) -> None:
    if not isinstance(given, list | tuple) or len(given) > 2 * view.erp.config.max_lines:
        raise BadValue("Wrong value for order_line", "order_line")
    for at, entry in enumerate(given):
        command = [0, 0, entry] if isinstance(entry, dict) else entry
        if not isinstance(command, list | tuple) or not command or command[0] not in COMMANDS:
            raise BadValue(f"Wrong value for order_line: {str(entry)[:60]!a}", "order_line")
        _command(view, order, list(command), at, change)


def _command(view: View, order: Order, command: list[Any], at: int, change: OrderChange) -> None:
    code, number, values = (*command, 0, 0)[:3]
    if code == 0:
        if not isinstance(values, dict):
            raise BadValue(f"Wrong value for order_line: {str(command)[:60]!a}", "order_line")
        new_line(view, order, values, at, change)
    elif code == 1 and isinstance(values, dict):
        revise_line(view, order, number, values, at, change)
    elif code in (2, 3):
        remove_line(view, order, number, change)
    elif code in (5, 6):
        kept = values if code == 6 and isinstance(values, list | tuple) else []
        for shown in facts.shown_lines(view, order):
            if shown not in kept:
                remove_line(view, order, shown, change)


def new_line(view: View, order: Order, values: dict[str, Any], at: int, change: OrderChange) -> None:
    """Add a line, or to the shipping charge."""
    line = line_of(view, values, at, order.customer, order.currency)
    if line.is_charge:
        before = order.shipping_cents if change.shipping_cents is None else change.shipping_cents
        change.shipping_cents = before + line.quantity * line.price_cents - line.discount_cents
        if line.label and not order.shipping_method and change.shipping_method is None:
            change.shipping_method = line.label
        return
    change.lines.append(_added(line))


def _added(line: Line) -> LineChange:
    return LineChange(
        None, line.sku, line.quantity, line.price_cents, line.discount_cents, line.warehouse, line.unit
    )


def line_at(view: View, order: Order, number: Any) -> int:
    """The place of a line by its id. Raises Missing."""
    at = number - facts.order_id(order) * facts.LINES_AT_MOST - 1 if type(number) is int else -1
    if not 0 <= at < len(order.lines) and at != facts.CHARGE_AT - 1:
        raise missing("sale.order.line", number if type(number) is int else 0, view.uid)
    return at


def revise_line(
    view: View, order: Order, number: Any, values: dict[str, Any], at: int, change: OrderChange
) -> None:
    """Change a line. Raises ErpError."""
    check_line_fields(view, values)
    place = line_at(view, order, number)
    price = cents_of(values, "price_unit")
    if place == facts.CHARGE_AT - 1:
        change.shipping_cents = order.shipping_cents if price is None else price
        return
    line = order.lines[place]
    product = id_of(values, "product_id")
    if product is not None and view.record("product.product", product) is not line.item:
        raise Refused(
            "The product of a line cannot be changed; remove the line and add another.", "product_id"
        )
    quantity = quantity_of(values, at, least=0) if "product_uom_qty" in values else None
    units = line.quantity // line.unit_size if quantity is None else quantity
    unit_price = line.unit_price_cents * line.unit_size if price is None else price
    discount = None
    if "discount" in values or "x_studio_discount_amount" in values:
        discount = discount_of(values, units, unit_price)
    elif quantity == 0:
        discount = 0
    own = id_of(values, "warehouse_id")
    change.lines.append(
        LineChange(place, "", quantity, price, discount, "" if own is None else warehouse_name(view, own))
    )


def remove_line(view: View, order: Order, number: Any, change: OrderChange) -> None:
    """Take a line out of an order; of a confirmed one it cannot be. Raises ErpError."""
    place = line_at(view, order, number)
    if order.released_at_ms != NOT_YET:
        raise Refused(
            "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something "
            "gets invoiced or delivered).\n                Set the quantity to 0 instead."
        )
    if place == facts.CHARGE_AT - 1:
        change.shipping_cents = 0
    else:
        change.lines.append(LineChange(place, quantity=0))


def _line_document(line: LineChange) -> dict[str, Any]:
    found: dict[str, Any] = {} if line.at is None else {"line": line.at + 1}
    if line.sku:
        found["item"] = line.sku
    if line.quantity is not None:
        found["quantity"] = line.quantity
    for name, cents in (("unit_price", line.unit_price_cents), ("discount", line.discount_cents)):
        if cents is not None:
            found[name] = amount_text(cents)
    return found
