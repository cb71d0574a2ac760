"""Saving a Sales Order again: what was sent is compared with the document, and the difference is the change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.dialects.erpnext.doctypes.sales.order_fields import (
    CUSTOM,
    FIELDS,
    RESERVED,
    docstatus,
    item_rows,
)
from fake_erp.dialects.erpnext.doctypes.sales.order_reading import custom_fields, is_same, neutral, prices_of
from fake_erp.dialects.erpnext.doctypes.sales.places import linked_address
from fake_erp.dialects.erpnext.site import Site, warehouse_code
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import AfterSubmit, Invalid
from fake_erp.dialects.erpnext.wire.forms import loaded
from fake_erp.model import LineChange, Order, OrderChange

CHANGEABLE = frozenset(
    (
        "po_no",
        "customer_address",
        "shipping_address_name",
        "custom_ship_to",
        "custom_bill_to",
        "custom_shipping_method",
        "items",
        "source",
    )
)
"""Fields of a draft that a change may name."""
ALLOW_ON_SUBMIT = CHANGEABLE - {"items"}
"""Those that a submitted document lets change too."""
SNAPSHOTS = ("custom_ship_to", "custom_bill_to")
FIXED = ("customer", "currency", "custom_payment_method", "custom_payment_amount", "custom_prepaid")
"""Fields that the books keep as they were saved."""
LABELS: Mapping[str, str] = {"items": "Items", "customer": "Customer", "currency": "Currency"}


def change_of(site: Site, order: Order, doc: dict[str, Any]) -> OrderChange | None:
    """What differs from the document as it is; None for nothing. Raises UpdateAfterSubmitError."""
    submitted = docstatus(site, order) == 1
    different = {name for name in doc if _differs(site, order, name, doc[name])}
    for name in sorted(different):
        if submitted and name not in ALLOW_ON_SUBMIT and not name.startswith(CUSTOM):
            raise after_submit(site, order, name, doc[name])
    for name in FIXED:
        if name in different:
            text = f"{LABELS.get(name, name)} cannot be changed; cancel the document and amend it"
            raise Invalid(text, name)
    if not different:
        return None
    return _change(site, order, {name: doc[name] for name in different})


def _change(site: Site, order: Order, doc: dict[str, Any]) -> OrderChange:
    """The change to the fields in a document."""
    change = OrderChange(document=neutral(doc))
    if "po_no" in doc:
        change.reference = values.text(doc, "po_no", values.LONGEST_REFERENCE)
    change.ship_to = linked_address(site, doc, "shipping_address_name", "ship_to")
    change.bill_to = linked_address(site, doc, "customer_address", "bill_to")
    if "custom_shipping_method" in doc:
        change.shipping_method = values.text(doc, "custom_shipping_method")
    change.custom = custom_fields(doc) or None
    if "items" in doc:
        change.lines = row_changes(site, order, values.table(doc, "items", site.erp.config.max_lines))
    return change


def _differs(site: Site, order: Order, name: str, sent: Any) -> bool:
    if name == "items":
        return _rows_differ(site, order, sent)
    if name in SNAPSHOTS:
        return bool(loaded(FIELDS[name](site, order)) != loaded(sent))
    if name in CHANGEABLE or name in FIXED:
        return not is_same(FIELDS[name](site, order), sent)
    if name in RESERVED or name in FIELDS or not name.startswith(CUSTOM):
        return False
    return bool(order.custom.get(name[len(CUSTOM) :]) != sent)


def _rows_differ(site: Site, order: Order, sent: Any) -> bool:
    if type(sent) is not list or len(sent) != len(order.lines):
        return True
    for shown, row in zip(item_rows(site, order), sent, strict=True):
        if type(row) is not dict:
            return True
        if any(not is_same(shown[name], row[name]) for name in ("item_code", "qty", "rate") if name in row):
            return True
    return False


def after_submit(site: Site, order: Order, name: str, sent: Any) -> AfterSubmit:
    """The refusal of a change of a submitted document."""
    label = LABELS.get(name, name.replace("_", " ").title())
    text = f"Not allowed to change {label} after submission"
    if site.version != "13":
        before = len(order.lines) if name == "items" else FIELDS[name](site, order)
        after = len(sent) if type(sent) is list else str(sent)[:40]
        text = f"Not allowed to change {_bold(label)} after submission from {_bold(before)} to {_bold(after)}"
    return AfterSubmit(text, name)


def _bold(value: Any) -> str:
    return f"<strong>{value}</strong>"


def row_changes(site: Site, order: Order, rows: list[dict[str, Any]]) -> list[LineChange]:
    """The changes that make the child table what was sent: rows without a name are new, missing ones are given up."""
    name = site.order(order)
    place_of = {f"{name}-items-{at}": at - 1 for at in range(1, len(order.lines) + 1)}
    changes: list[LineChange] = []
    kept: set[int] = set()
    for number, row in enumerate(rows, 1):
        at = place_of.get(str(row.get("name") or row.get("docname") or ""))
        if at is not None:
            kept.add(at)
        changes.append(_row_change(site, order, row, number, at))
    gone = [
        LineChange(at, quantity=0)
        for at, line in enumerate(order.lines)
        if at not in kept and line.cancelled < line.quantity
    ]
    return [*gone, *[change for change in changes if not _is_nothing(order, change)]]


def _row_change(site: Site, order: Order, row: dict[str, Any], number: int, at: int | None) -> LineChange:
    sku = values.text(row, "item_code", row=number)
    warehouse = warehouse_code(values.text(row, "warehouse", row=number))
    if at is None:
        units = values.units(row, "qty", number)
        price, discount = prices_of(site, row, number, units, sku, order.customer, order.currency)
        unit = values.text(row, "uom", row=number)
        return LineChange(None, sku, units, price, discount, warehouse, "" if unit == "Nos" else unit)
    line = order.lines[at]
    units = (
        values.units(row, "qty", number) if row.get("qty") is not None else line.quantity // line.unit_size
    )
    change = LineChange(at, sku, None, None, None, "" if warehouse == line.row.warehouse else warehouse)
    if units * line.unit_size != line.quantity - line.cancelled:
        change.quantity = units
    shown = item_rows(site, order)[at]
    if any(not is_same(shown[field], row[field]) for field in ("rate", "price_list_rate") if field in row):
        sent = {
            **row,
            "price_list_rate": row.get("price_list_rate")
            if not is_same(shown["price_list_rate"], row.get("price_list_rate"))
            else None,
        }
        price, discount = prices_of(
            site, sent, number, units, sku or line.item.sku, order.customer, order.currency
        )
        change.unit_price_cents, change.discount_cents = price, discount
    return change


def _is_nothing(order: Order, change: LineChange) -> bool:
    if change.at is None:
        return False
    same_item = not change.sku or change.sku == order.lines[change.at].item.sku
    values_of = (change.quantity, change.unit_price_cents, change.discount_cents)
    return same_item and not change.warehouse and all(value is None for value in values_of)
