"""`sale.order.line`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from fake_erp.dialects.odoo.masters.places import SHIPPING_ID, tax_id, unit_id
from fake_erp.dialects.odoo.masters.stocks import warehouse_pair
from fake_erp.dialects.odoo.methods.checks import first_values, vals_of
from fake_erp.dialects.odoo.models.base import Job, Model, Plan, Then, View
from fake_erp.dialects.odoo.models.fields import (
    char,
    choice,
    flag,
    instant,
    integer,
    link,
    linked,
    money,
    number,
    several,
    table,
    text,
)
from fake_erp.dialects.odoo.sales import order_changes as changes
from fake_erp.dialects.odoo.sales import order_facts as facts
from fake_erp.dialects.odoo.sales.line_values import percent_of, require_order
from fake_erp.dialects.record_ids import ids_of
from fake_erp.errors import ErpError
from fake_erp.model import Line, Order, OrderChange
from fake_erp.operations.base import Command
from fake_erp.operations.orders import ChangeOrder


class OrderLine(NamedTuple):
    """A line of an order; `line` is None for that of the shipping charge."""

    id: int
    order: Order
    line: Line | None


def lines_of(view: View, order: Order) -> list[OrderLine]:
    """The lines of an order as Odoo shows them."""
    return [_line(order, wanted) for wanted in facts.shown_lines(view, order)]


def _line(order: Order, wanted: int) -> OrderLine:
    at = wanted % facts.LINES_AT_MOST - 1
    return OrderLine(wanted, order, order.lines[at] if at < len(order.lines) else None)


def _all(view: View) -> Iterator[OrderLine]:
    for order in view.erp.orders.by_number.values():
        yield from lines_of(view, order)


def find(view: View, wanted: int) -> OrderLine | None:
    """The line with that id."""
    order = view.models["sale.order"].find(view, wanted // facts.LINES_AT_MOST)
    if order is None or wanted not in facts.shown_lines(view, order):
        return None
    return _line(order, wanted)


def _of_order(view: View, value: Any) -> list[OrderLine]:
    order = view.models["sale.order"].find(view, value) if type(value) is int else None
    return [] if order is None else lines_of(view, order)


def _product(view: View, record: OrderLine) -> tuple[int, str] | None:
    if record.line is None:
        return linked(view, "product.product", SHIPPING_ID)
    item = record.line.item
    return ids_of(view.erp).of_item(view.erp, item), f"[{item.sku}] {item.name}"


def _name(view: View, record: OrderLine) -> str:
    if record.line is None:
        return record.order.shipping_method or "Standard delivery"
    return f"[{record.line.item.sku}] {record.line.item.name}"


def _count(measure: Callable[[Line], int], charge: float = 0.0) -> Any:
    def get(view: View, record: OrderLine) -> float:
        return charge if record.line is None else measure(record.line) / record.line.unit_size

    return get


def _kept(line: Line) -> int:
    return line.quantity - line.cancelled


def _price(view: View, record: OrderLine) -> int:
    return (
        record.order.shipping_cents
        if record.line is None
        else record.line.unit_price_cents * record.line.unit_size
    )


def _discount(view: View, record: OrderLine) -> float:
    line = record.line
    return 0.0 if line is None else percent_of(line.discount_cents, _kept(line), line.unit_price_cents)


def _amount(view: View, record: OrderLine) -> int:
    return record.order.shipping_cents if record.line is None else facts.net_cents(record.line)


def _tax(view: View, record: OrderLine) -> int:
    return 0 if record.line is None else record.line.tax_cents


def _net(view: View, record: OrderLine) -> int:
    included = record.order.prices_include_tax
    return _amount(view, record) - (_tax(view, record) if included else 0)


def _taxes(view: View, record: OrderLine) -> list[int]:
    return [] if record.line is None else [tax_id(record.line.item.tax_bp, record.order.prices_include_tax)]


def _unit(view: View, record: OrderLine) -> tuple[int, str]:
    name = "" if record.line is None else record.line.unit
    return unit_id(view, name), name or "Units"


def _warehouse(view: View, record: OrderLine) -> tuple[int, str] | None:
    return None if record.line is None else warehouse_pair(view, record.line.row.warehouse)


def _change(
    job: Job, order: Order, fill: Callable[[OrderChange], None], result: Callable[[Order], Any]
) -> Plan:
    def changed() -> OrderChange:
        change = OrderChange(document={})
        fill(change)
        change.document = {"lines": [changes._line_document(each) for each in change.lines]}
        return change

    def fields() -> Any:
        try:
            return changed().document
        except ErpError:
            return None

    return Plan(
        "order.update",
        lambda by: ChangeOrder(order.number, changed(), by),
        result,
        number=order.number,
        key=order.external_reference or order.number,
        fields=fields,
    )


def create(job: Job) -> Plan:
    """Add lines to one order."""
    view, given = job.view, job.args["vals_list"]
    rows = vals_of(given)
    order: Order = view.record("sale.order", require_order(first_values(rows)))
    before = len(order.lines)

    def fill(change: OrderChange) -> None:
        for at, values in enumerate(rows):
            sent = {name: value for name, value in values.items() if name != "order_id"}
            changes.new_line(view, order, sent, at, change)

    def show(changed: Order) -> Any:
        base = facts.order_id(changed) * facts.LINES_AT_MOST
        ids = [base + at + 1 for at in range(before, len(changed.lines))]
        ids += [base + facts.CHARGE_AT] * (len(rows) - len(ids))
        return ids[0] if job.rpc and not isinstance(given, list) else ids

    plan = _change(job, order, fill, show)
    made = plan.make

    def make(by: str) -> Command[Any]:
        nonlocal before
        before = len(order.lines)
        return Then(made(by), lambda changed: changed)

    plan.make = make
    return plan


def write(job: Job) -> Plan:
    """Change lines of one order."""
    view, values = job.view, job.args["vals"]
    records: list[OrderLine] = job.records()
    order = records[0].order if records else view.record("sale.order", 0)

    def fill(change: OrderChange) -> None:
        for at, record in enumerate(records):
            changes.revise_line(view, order, record.id, dict(values), at, change)

    return _change(job, order, fill, lambda changed: True)


def unlink(job: Job) -> Plan:
    """Remove lines from a draft."""
    view = job.view
    records: list[OrderLine] = job.records()
    order = records[0].order if records else view.record("sale.order", 0)

    def fill(change: OrderChange) -> None:
        for record in records:
            changes.remove_line(view, order, record.id, change)

    return _change(job, order, fill, lambda changed: True)


def _order_field(name: str) -> Any:
    return lambda view, record: view.models["sale.order"].fields[name].get(view, record.order)


MODEL = Model(
    "sale.order.line",
    "Sales Order Line",
    "order",
    table(
        (
            link(
                "order_id",
                "Order Reference",
                "sale.order",
                lambda view, record: (facts.order_id(record.order), record.order.number),
                required=True,
            ),
            link("product_id", "Product", "product.product", _product),
            link("product_template_id", "Product Template", "product.template", _product),
            text("name", "Description", _name),
            char("display_name", "Display Name", _name),
            integer("sequence", "Sequence", lambda view, record: 10),
            number("product_uom_qty", "Quantity", _count(_kept, 1.0)),
            link("product_uom", "Unit of Measure", "uom.uom", _unit, until=18),
            link("product_uom_id", "Unit", "uom.uom", _unit, since=19),
            money("price_unit", "Unit Price", _price),
            number("discount", "Discount (%)", _discount),
            several("tax_id", "Taxes", "account.tax", _taxes, "many2many", until=18),
            several("tax_ids", "Taxes", "account.tax", _taxes, "many2many", since=19),
            money("price_subtotal", "Subtotal", _net),
            money("price_tax", "Total Tax", _tax),
            money("price_total", "Total", lambda view, record: _net(view, record) + _tax(view, record)),
            number("qty_delivered", "Delivery Quantity", _count(lambda line: line.shipped)),
            number("qty_invoiced", "Invoiced Quantity", _count(lambda line: line.billed)),
            number("qty_to_invoice", "Quantity To Invoice", _count(lambda line: line.shipped - line.billed)),
            number("x_studio_qty_reserved", "Reserved", _count(lambda line: line.allocated)),
            number("x_studio_qty_cancelled", "Given up", _count(lambda line: line.cancelled)),
            number("x_studio_qty_returned", "Returned", _count(lambda line: line.returned)),
            money(
                "x_studio_discount_amount",
                "Discount",
                lambda view, record: record.line.discount_cents if record.line else 0,
            ),
            char(
                "x_studio_substitutes",
                "Ordered product",
                lambda view, record: record.line.substitutes if record.line else "",
            ),
            choice("display_type", "Display Type", lambda view, record: "", "line_section", "line_note"),
            flag("is_delivery", "Is a Delivery", lambda view, record: record.line is None),
            link("warehouse_id", "Warehouse", "stock.warehouse", _warehouse),
            link("order_partner_id", "Customer", "res.partner", _order_field("partner_id")),
            link("currency_id", "Currency", "res.currency", _order_field("currency_id")),
            choice("state", "Order Status", _order_field("state"), "draft", "sent", "sale", "done", "cancel"),
            number("customer_lead", "Lead Time", lambda view, record: 0.0),
            instant("create_date", "Created on", lambda view, record: record.order.created_at_ms),
            instant("write_date", "Last Updated on", lambda view, record: record.order.changed_at_ms),
        )
    ),
    _all,
    find,
    lambda view, record: record.id,
    _name,
    root=lambda record: record.order,
    key=lambda view, record: record.order.external_reference or record.order.number,
    index={"order_id": _of_order},
    methods={"create": create, "write": write, "unlink": unlink},
    order="order_id, sequence, id",
    can=("create", "write", "unlink"),
)
