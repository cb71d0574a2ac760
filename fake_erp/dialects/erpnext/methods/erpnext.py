"""The functions of ERPNext: documents made from others, states and rows of orders, prices and stock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.erpnext import resources
from fake_erp.dialects.erpnext.clock import day
from fake_erp.dialects.erpnext.doctypes.accounts.prices import price_of
from fake_erp.dialects.erpnext.doctypes.base import DocType
from fake_erp.dialects.erpnext.doctypes.registry import DOCTYPES, doctype_named
from fake_erp.dialects.erpnext.doctypes.sales.orders import update_items, update_status
from fake_erp.dialects.erpnext.match import ErpnextMatch, looking
from fake_erp.dialects.erpnext.methods.arguments import Function, text
from fake_erp.dialects.erpnext.site import Site, warehouse_code
from fake_erp.dialects.erpnext.wire.calls import Call
from fake_erp.dialects.erpnext.wire.errors import Invalid
from fake_erp.dialects.erpnext.wire.forms import document, loaded
from fake_erp.messages import Reply
from fake_erp.model import Delivery, Invoice


def _source(site: Site, call: Call, doctype: DocType) -> Any:
    return doctype.get(site, str(call.form.get("source_name") or ""))


def mapped(doctype_name: str, make: Callable[[Site, Any], dict[str, Any]]) -> Function:
    """A function that maps a document to an unsaved one."""

    def function(site: Site, call: Call) -> ErpnextMatch:
        doctype = DOCTYPES[doctype_name]
        source = _source(site, call, doctype)
        return looking(
            doctype.operation("read", source),
            lambda hides: make(site, source),
            lambda made: resources.envelope(call, made),
            doctype.key(site, source),
            doctype.number(source),
        )

    return function


def _unsaved(site: Site, doctype: str, like: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: like[name] for name in names if name in like}
    return {
        "doctype": doctype,
        "docstatus": 0,
        "__islocal": 1,
        "__unsaved": 1,
        "posting_date": day(site.erp.now()),
        **kept,
    }


HEAD = ("customer", "customer_name", "company", "currency", "po_no", "set_warehouse")


def make_delivery_note(site: Site, order: Any) -> dict[str, Any]:
    """The Delivery Note of what is not delivered."""
    shown = DOCTYPES["Sales Order"].document(site, order)
    rows = [
        {
            **_row(row),
            "qty": row["qty"] - row["delivered_qty"],
            "against_sales_order": shown["name"],
            "so_detail": row["name"],
        }
        for row in shown["items"]
        if row["qty"] > row["delivered_qty"]
    ]
    return {**_unsaved(site, "Delivery Note", shown, HEAD), "items": rows}


def make_sales_invoice(site: Site, order: Any) -> dict[str, Any]:
    """The Sales Invoice of what is not billed."""
    shown = DOCTYPES["Sales Order"].document(site, order)
    rows = [
        {
            **_row(row),
            "qty": row["qty"],
            "rate": row["rate"],
            "sales_order": shown["name"],
            "so_detail": row["name"],
        }
        for row, line in zip(shown["items"], order.lines, strict=True)
        if line.billed < line.quantity - line.cancelled
    ]
    return {**_unsaved(site, "Sales Invoice", shown, HEAD), "items": rows}


def make_return(doctype: str) -> Callable[[Site, Any], dict[str, Any]]:
    """The return of a Delivery Note or a Sales Invoice: its rows with negative quantities."""

    def make(site: Site, record: Any) -> dict[str, Any]:
        if type(record) not in (Delivery, Invoice):
            raise Invalid("Cannot return against a return", "return_against")
        shown = DOCTYPES[doctype].document(site, record)
        links = ("so_detail", "sales_order", "against_sales_order")
        detail = "dn_detail" if doctype == "Delivery Note" else "sales_invoice_item"
        rows = [
            {
                **_row(row),
                **{name: row[name] for name in links if name in row},
                "qty": -row["qty"],
                detail: row["name"],
            }
            for row in shown["items"]
        ]
        head = _unsaved(site, doctype, shown, HEAD)
        return {**head, "is_return": 1, "return_against": shown["name"], "items": rows}

    return make


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("item_code", "item_name", "uom", "warehouse") if name in row}


def order_status(site: Site, call: Call) -> ErpnextMatch:
    """Hold, resume or close a Sales Order."""
    doctype = DOCTYPES["Sales Order"]
    order = doctype.get(site, text(call, "name"))
    match = resources.stepped(site, call, doctype, update_status(site, order, text(call, "status")))
    match.reply = lambda outcome: Reply(200, {})
    return match


def order_items(site: Site, call: Call) -> ErpnextMatch:
    """Change rows of a submitted Sales Order."""
    if text(call, "parent_doctype") != "Sales Order":
        raise Invalid("parent_doctype: expected Sales Order", "parent_doctype")
    doctype = DOCTYPES["Sales Order"]
    order = doctype.get(site, text(call, "parent_doctype_name"))
    rows = loaded(call.form.get("trans_items"))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Invalid("trans_items: expected a list of rows", "lines")
    match = resources.stepped(site, call, doctype, update_items(site, order, rows))
    match.reply = lambda outcome: Reply(200, {})
    return match


def item_details(site: Site, call: Call) -> ErpnextMatch:
    """What an item costs for a customer."""
    args = document(call.form.get("args", call.form.get("ctx")), "args")
    sku = str(args.get("item_code") or "")

    def find(hides: Any) -> dict[str, Any]:
        item = doctype_named("Item").get(site, sku)
        rate = price_of(site, args)
        return {
            "item_code": item.sku,
            "item_name": item.name,
            "price_list_rate": rate,
            "rate": rate,
            "uom": "Nos",
        }

    return looking("price.read", find, lambda found: resources.envelope(call, found), sku or None)


def stock_balance(site: Site, call: Call) -> ErpnextMatch:
    """The units of an item that are in a warehouse, or in all."""
    sku, code = text(call, "item_code"), warehouse_code(str(call.form.get("warehouse") or ""))

    def find(hides: Any) -> float:
        doctype_named("Item").get(site, sku)
        rows = site.erp.stock.rows_of(sku)
        return float(sum([row.on_hand for row in rows if code in ("", row.warehouse)]))

    return looking("stock.read", find, lambda units: resources.envelope(call, units), sku)
