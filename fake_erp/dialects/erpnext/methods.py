"""Whitelisted functions, by their dotted names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.erpnext import resources
from fake_erp.dialects.erpnext.clock import day
from fake_erp.dialects.erpnext.doctypes.accounts.prices import price_of
from fake_erp.dialects.erpnext.doctypes.base import DocType
from fake_erp.dialects.erpnext.doctypes.registry import DOCTYPES, doctype_named
from fake_erp.dialects.erpnext.doctypes.sales.orders import update_items, update_status
from fake_erp.dialects.erpnext.match import ErpnextMatch, looking, refusing
from fake_erp.dialects.erpnext.query.listing import listing_of
from fake_erp.dialects.erpnext.site import Site, warehouse_code
from fake_erp.dialects.erpnext.wire.calls import Call, named_filters
from fake_erp.dialects.erpnext.wire.errors import Invalid, UnknownMethod
from fake_erp.dialects.erpnext.wire.forms import document, loaded
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Delivery, Invoice

Function = Callable[[Site, Call], "ErpnextMatch | Bundle"]
MOST_INSERTS = 200


def _text(call: Call, name: str) -> str:
    value = call.form.get(name)
    if value is None or value == "":
        raise Invalid(f"Missing argument: {name}", name)
    return str(value)


def _named(call: Call) -> Call:
    call.doctype, call.name = (
        _text(call, "doctype"),
        str(call.form.get("name") or call.form.get("docname") or ""),
    )
    return call


# -- frappe.client -----------------------------------------------------------------------------------------------


def get(site: Site, call: Call) -> ErpnextMatch:
    """One document, by name or by filters."""
    call = _named(call)
    if not call.name:
        listing = listing_of(
            site, doctype_named(call.doctype), {**call.form, "fields": None, "limit_page_length": 1}
        )
        doctype = listing.doctype

        def first(hides: Any) -> Any:
            rows = listing.find(site, hides).rows
            if not rows:
                raise NotFound("No document found for given filters", "filters")
            return rows[0]

        operation = "health.read" if doctype.noun == "health" else f"{doctype.noun}.list"
        return looking(
            operation, first, lambda found: resources.envelope(call, doctype.document(site, found))
        )
    return resources.read_one(site, call)


def get_list(site: Site, call: Call) -> ErpnextMatch:
    """A list."""
    return resources.list_of(site, _named(call))


def get_count(site: Site, call: Call) -> ErpnextMatch:
    """How many documents fulfil the filters."""
    call = _named(call)
    listing = listing_of(site, doctype_named(call.doctype), {"filters": call.form.get("filters")})
    operation = "health.read" if listing.doctype.noun == "health" else f"{listing.doctype.noun}.list"
    return looking(
        operation,
        lambda hides: len(listing.records(site, hides)),
        lambda count: resources.envelope(call, count),
    )


def get_value(site: Site, call: Call) -> ErpnextMatch:
    """Some fields of the first document that fulfils the filters; null without one."""
    call = _named(call)
    fields = loaded(call.form.get("fieldname") or "name")
    form = {
        "filters": named_filters(call.form.get("filters")),
        "fields": fields if isinstance(fields, list) else [fields],
        "limit_page_length": 1,
    }
    listing = listing_of(site, doctype_named(call.doctype), form)
    operation = "health.read" if listing.doctype.noun == "health" else f"{listing.doctype.noun}.list"

    def reply(found: Any) -> Reply:
        rows = listing.show(site, found)
        return resources.envelope(call, rows[0] if rows else ({} if site.version == "13" else None))

    return looking(operation, lambda hides: listing.find(site, hides), reply, resources.asked(listing))


def set_value(site: Site, call: Call) -> ErpnextMatch:
    """Save one field or several."""
    call = _named(call)
    name = loaded(call.form.get("fieldname"))
    call.doc = name if isinstance(name, dict) else {_text(call, "fieldname"): loaded(call.form.get("value"))}
    if isinstance(name, str) and name in (
        "name",
        "owner",
        "creation",
        "modified",
        "modified_by",
        "docstatus",
    ):
        if name != "docstatus":
            raise Invalid("Cannot edit standard fields", name)
    return resources.change(site, call)


def insert(site: Site, call: Call) -> ErpnextMatch:
    """A new document."""
    call.doc = document(call.form.get("doc"))
    call.doctype = str(call.doc.get("doctype") or "")
    return resources.create(site, call)


def save(site: Site, call: Call) -> ErpnextMatch:
    """A whole document that is saved again, or a new one where it has no name."""
    call.doc = document(call.form.get("doc"))
    call.doctype, call.name = str(call.doc.get("doctype") or ""), str(call.doc.get("name") or "")
    if not call.name:
        return resources.create(site, call)
    call.whole = True
    return resources.change(site, call)


def submit(site: Site, call: Call) -> ErpnextMatch:
    """A whole document that is submitted; an older client calls the argument `doclist`."""
    given = call.form.get("doc", call.form.get("doclist"))
    call.doc = {**document(given), "docstatus": 1}
    call.doctype, call.name = str(call.doc.get("doctype") or ""), str(call.doc.get("name") or "")
    if not call.name:
        return resources.create(site, call)
    call.whole = True
    return resources.change(site, call)


def cancel(site: Site, call: Call) -> ErpnextMatch:
    """A document that is cancelled."""
    return resources.cancel(site, _named(call))


def delete(site: Site, call: Call) -> ErpnextMatch:
    """A document that is deleted."""
    return resources.delete(site, _named(call))


def _documents(call: Call) -> list[Any]:
    docs = loaded(call.form.get("docs"))
    if not isinstance(docs, list) or not all(isinstance(doc, dict) for doc in docs):
        raise Invalid("docs: expected a list of documents", "docs")
    return docs


def insert_many(site: Site, call: Call) -> Bundle:
    """New documents; the names of all of them. What is refused leaves those before it saved."""
    docs = _documents(call)
    if len(docs) > MOST_INSERTS:
        raise Invalid(f"Only {MOST_INSERTS} inserts allowed in one request", "docs")
    parts = [_part(site, insert, {"doc": doc}) for doc in docs]

    def joined(replies: list[Reply]) -> Reply:
        refused = next((reply for reply in replies if reply.status >= 400), None)
        return refused or resources.envelope(call, [reply.data["message"]["name"] for reply in replies])

    return Bundle(parts, joined, "order.create")


def bulk_update(site: Site, call: Call) -> Bundle:
    """Several documents, each by itself; those that were refused are listed."""
    docs = _documents(call)

    def one(site: Site, inner: Call) -> ErpnextMatch:
        doc = inner.form
        inner.doctype, inner.name = (
            str(doc.get("doctype") or ""),
            str(doc.get("docname") or doc.get("name") or ""),
        )
        inner.doc = {name: value for name, value in doc.items() if name not in ("doctype", "docname", "name")}
        return resources.change(site, inner)

    def joined(replies: list[Reply]) -> Reply:
        failed = [
            {"doc": doc, "exc": reply.data.get("exc", "") if isinstance(reply.data, dict) else ""}
            for doc, reply in zip(docs, replies, strict=True)
            if reply.status >= 400
        ]
        return resources.envelope(call, {"failed_docs": failed})

    return Bundle([_part(site, one, doc) for doc in docs], joined, "order.update")


def _part(site: Site, function: Callable[[Site, Call], ErpnextMatch], form: dict[str, Any]) -> Part:

    call = Call("method", form, rpc=True)
    try:
        match = function(site, call)
    except ErpError as error:
        match = refusing("order.update", error, reads=False)
    return Part(Request("POST", "/api/method/frappe.client", data=form), match)


# -- erpnext -----------------------------------------------------------------------------------------------------


def _source(site: Site, call: Call, doctype: DocType) -> Any:
    return doctype.get(site, str(call.form.get("source_name") or ""))


def _mapped(doctype_name: str, make: Callable[[Site, Any], dict[str, Any]]) -> Function:
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
    order = doctype.get(site, _text(call, "name"))
    match = resources.stepped(site, call, doctype, update_status(site, order, _text(call, "status")))
    match.reply = lambda outcome: Reply(200, {})
    return match


def order_items(site: Site, call: Call) -> ErpnextMatch:
    """Change rows of a submitted Sales Order."""
    if _text(call, "parent_doctype") != "Sales Order":
        raise Invalid("parent_doctype: expected Sales Order", "parent_doctype")
    doctype = DOCTYPES["Sales Order"]
    order = doctype.get(site, _text(call, "parent_doctype_name"))
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
    sku, code = _text(call, "item_code"), warehouse_code(str(call.form.get("warehouse") or ""))

    def find(hides: Any) -> float:
        doctype_named("Item").get(site, sku)
        rows = site.erp.stock.rows_of(sku)
        return float(sum([row.on_hand for row in rows if code in ("", row.warehouse)]))

    return looking("stock.read", find, lambda units: resources.envelope(call, units), sku)


# -- the site ----------------------------------------------------------------------------------------------------

RELEASES = {"13": "13.58.22", "14": "14.92.14", "15": "15.92.2"}


def _constant(payload: Callable[[Site], Any], public: bool = False) -> Function:
    def function(site: Site, call: Call) -> ErpnextMatch:
        return looking(
            "health.read",
            lambda hides: payload(site),
            lambda found: resources.envelope(call, found),
            public=public,
        )

    return function


def _versions(site: Site) -> dict[str, Any]:
    release = RELEASES[site.version]
    return {app: {"title": app.title(), "version": release} for app in ("frappe", "erpnext")}


METHODS: dict[str, Function] = {
    "frappe.client.get": get,
    "frappe.client.get_list": get_list,
    "frappe.client.get_count": get_count,
    "frappe.client.get_value": get_value,
    "frappe.client.set_value": set_value,
    "frappe.client.insert": insert,
    "frappe.client.save": save,
    "frappe.client.submit": submit,
    "frappe.client.cancel": cancel,
    "frappe.client.delete": delete,
    "frappe.client.insert_many": insert_many,
    "frappe.client.bulk_update": bulk_update,
    "frappe.client.get_time_zone": _constant(lambda site: {"time_zone": "Etc/UTC"}, public=True),
    "frappe.desk.reportview.get_list": get_list,
    "frappe.desk.reportview.get_count": get_count,
    "frappe.utils.change_log.get_versions": _constant(_versions),
    "frappe.ping": _constant(lambda site: "pong", public=True),
    "ping": _constant(lambda site: "pong", public=True),
    "version": _constant(lambda site: RELEASES[site.version], public=True),
    "erpnext.selling.doctype.sales_order.sales_order.make_delivery_note": _mapped(
        "Sales Order", make_delivery_note
    ),
    "erpnext.selling.doctype.sales_order.sales_order.make_sales_invoice": _mapped(
        "Sales Order", make_sales_invoice
    ),
    "erpnext.selling.doctype.sales_order.sales_order.update_status": order_status,
    "erpnext.stock.doctype.delivery_note.delivery_note.make_sales_return": _mapped(
        "Delivery Note", make_return("Delivery Note")
    ),
    "erpnext.accounts.doctype.sales_invoice.sales_invoice.make_sales_return": _mapped(
        "Sales Invoice", make_return("Sales Invoice")
    ),
    "erpnext.controllers.accounts_controller.update_child_qty_rate": order_items,
    "erpnext.stock.get_item_details.get_item_details": item_details,
    "erpnext.stock.utils.get_stock_balance": stock_balance,
    "erpnext.stock.utils.get_latest_stock_qty": stock_balance,
}
"""Dotted name to the function."""


def method_of(site: Site, call: Call) -> ErpnextMatch | Bundle:
    """The function that a call names. Raises NotFound."""
    function = METHODS.get(call.method.split("/")[0])
    if function is None:
        raise UnknownMethod(f"Failed to get method for command {call.method[:140]}", "cmd")
    return function(site, call)
