"""Resources: lists and documents of a DocType, and what is done with them."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.erpnext.doctypes.base import DocType, Step
from fake_erp.dialects.erpnext.doctypes.registry import CHILDREN, doctype_named
from fake_erp.dialects.erpnext.match import ErpnextMatch, looking
from fake_erp.dialects.erpnext.query.listing import Found, Listing, listing_of
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.calls import Call
from fake_erp.dialects.erpnext.wire.errors import NotPermitted, Stale, UnknownMethod
from fake_erp.dialects.erpnext.wire.replies import server_messages
from fake_erp.messages import Reply

ACCEPTED = 202


def envelope(
    call: Call, payload: Any, status: int = 200, messages: list[dict[str, Any]] | None = None
) -> Reply:
    """The reply with a result."""
    body: dict[str, Any] = {"message" if call.rpc else "data": payload}
    if messages:
        if call.v2:
            body["messages"] = messages
        else:
            body["_server_messages"] = server_messages(messages)
    return Reply(status, body)


def list_of(site: Site, call: Call) -> ErpnextMatch:
    """A list of documents, or of rows of child tables together with their parent."""
    doctype = _listed_doctype(call)
    listing = listing_of(site, doctype, call.form, v2=call.v2)

    def reply(found: Found) -> Reply:
        made = envelope(call, listing.show(site, found))
        if call.v2:
            made.data["has_next_page"] = found.more
        return made

    return looking(_list_operation(listing), lambda hides: listing.find(site, hides), reply, asked(listing))


def _listed_doctype(call: Call) -> DocType:
    children = CHILDREN.get(call.doctype)
    if children is None:
        return doctype_named(call.doctype)
    parent = call.form.get("parent") or call.form.get("parent_doctype")
    for doctype, field in children:
        if doctype.name == parent:
            return child_doctype(doctype, field)
    raise NotPermitted(f"Insufficient Permission for {call.doctype}", None, {"doctype": call.doctype})


def child_doctype(doctype: DocType, field: str) -> DocType:
    """The child table of a DocType as a DocType of its own: its records are pairs of a parent and a row."""
    table = doctype.tables[field]

    def rows(site: Site) -> list[Any]:
        return [
            Child(parent, {**_link(site, doctype, field, parent, at), **row})
            for parent in doctype.rows(site)
            for at, row in enumerate(table.rows(site, parent), 1)
        ]

    return ChildDocType(
        name=table.doctype,
        noun=doctype.noun,
        fields=ROW_FIELDS,
        rows=rows,
        find=lambda site, name: None,
        indexes={
            inner.partition(".")[2]: _indexed(doctype, field, inner)
            for inner in doctype.indexes
            if inner.startswith(f"{field}.")
        }
        | ({"parent": _of_parent(doctype, field)}),
    )


def _link(site: Site, doctype: DocType, field: str, parent: Any, at: int) -> dict[str, Any]:
    name = doctype.fields["name"](site, parent)
    return {
        "name": f"{name}-{field}-{at}",
        "parent": name,
        "parenttype": doctype.name,
        "parentfield": field,
        "idx": at,
        "docstatus": doctype.fields["docstatus"](site, parent),
        "modified": doctype.fields["modified"](site, parent),
        "creation": doctype.fields["creation"](site, parent),
    }


class Child:
    """A row of a child table with its parent."""

    __slots__ = ("parent", "row")

    def __init__(self, parent: Any, row: dict[str, Any]) -> None:
        self.parent = parent
        self.row = row


def _indexed(doctype: DocType, field: str, inner: str) -> Any:
    def find(site: Site, value: str) -> list[Any]:
        return _children(site, doctype, field, doctype.indexes[inner](site, value))

    return find


def _of_parent(doctype: DocType, field: str) -> Any:
    def find(site: Site, value: str) -> list[Any]:
        parent = doctype.find(site, value)
        return [] if parent is None else _children(site, doctype, field, [parent])

    return find


def _children(site: Site, doctype: DocType, field: str, parents: list[Any]) -> list[Any]:
    return [
        Child(parent, {**_link(site, doctype, field, parent, at), **row})
        for parent in parents
        for at, row in enumerate(doctype.tables[field].rows(site, parent), 1)
    ]


class _RowFields(dict[str, Any]):
    """Every field is one of the row."""

    def __missing__(self, name: str) -> Any:
        return lambda site, child: child.row.get(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name]


ROW_FIELDS = _RowFields({"name": lambda site, child: child.row["name"]})


class ChildDocType(DocType):
    """A child table as a DocType of its own."""

    __slots__ = ()


def _list_operation(listing: Listing) -> str:
    noun = listing.doctype.noun
    if noun in ("delivery", "invoice"):
        for condition in listing.conditions:
            if condition.field == "is_return" and condition.operator == "=" and str(condition.value) == "1":
                return {"delivery": "return.list", "invoice": "credit_note.list"}[noun]
    return "health.read" if noun == "health" else f"{noun}.list"


KEYS = {"order": "po_no", "customer": "custom_external_reference"}


def asked(listing: Listing) -> str | None:
    """The business key that a list is filtered by."""
    wanted = KEYS.get(listing.doctype.noun)
    for condition in listing.conditions:
        if condition.field == wanted and condition.operator == "=" and not condition.table:
            return str(condition.value)
    return None


def read_one(site: Site, call: Call) -> ErpnextMatch:
    """One document."""
    doctype = doctype_named(call.doctype)
    record = doctype.find(site, call.name)
    key = None if record is None else doctype.key(site, record)
    number = "" if record is None else doctype.number(record)
    operation = doctype.operation("read" if doctype.noun not in LIST_ONLY else "list", record)
    if doctype.noun == "health":
        operation = "health.read"

    def show(found: Any) -> Reply:
        return envelope(call, doctype.document(site, found))

    return looking(operation, lambda hides: doctype.get(site, call.name), show, key, number)


LIST_ONLY = ("warehouse", "period", "price", "stock")
"""Kinds of records of which an operation reads lists only, or by SKU."""


def create(site: Site, call: Call) -> ErpnextMatch:
    """A new document."""
    doctype = doctype_named(call.doctype)
    if doctype.create is None:
        raise doctype.refused("creating")
    return stepped(site, call, doctype, doctype.create(site, call.doc))


def change(site: Site, call: Call) -> ErpnextMatch:
    """A document that is saved again."""
    doctype = doctype_named(call.doctype)
    record = doctype.get(site, call.name)
    if doctype.save is None:
        raise doctype.refused("saving")
    if call.whole and not call.doc.get("modified"):
        raise Stale(
            "Error: Document has been modified after you have opened it "
            f"({doctype.fields['modified'](site, record)}, ). Please refresh to get the latest document.",
            "modified",
        )
    return stepped(site, call, doctype, doctype.save(site, record, call.doc))


def cancel(site: Site, call: Call) -> ErpnextMatch:
    """A document that is cancelled."""
    doctype = doctype_named(call.doctype)
    record = doctype.get(site, call.name)
    if doctype.cancel is None:
        raise doctype.refused("cancelling")
    return stepped(site, call, doctype, doctype.cancel(site, record))


def delete(site: Site, call: Call) -> ErpnextMatch:
    """A document that is deleted."""
    doctype = doctype_named(call.doctype)
    record = doctype.get(site, call.name)
    if doctype.delete is None:
        raise doctype.refused("deleting")
    match = stepped(site, call, doctype, doctype.delete(site, record))
    match.reply = lambda outcome: envelope(call, None if call.rpc else "ok", 200 if call.rpc else ACCEPTED)
    return match


def stepped(site: Site, call: Call, doctype: DocType, step: Step) -> ErpnextMatch:
    """The match of a step."""

    def reply(outcome: Any) -> Reply:
        messages = step.messages(outcome) if step.messages is not None else None
        return envelope(call, doctype.document(site, outcome), messages=messages)

    return ErpnextMatch(
        step.operation, step.read, reply, number=step.number, business_key=step.key, sent=step.sent
    )


def run(site: Site, call: Call) -> ErpnextMatch:
    """A method of a document: submit, cancel, save, or what only some have."""
    match call.method:
        case "submit":
            call.doc = {"docstatus": 1}
            return change(site, call)
        case "cancel":
            return cancel(site, call)
        case "save":
            call.doc = {}
            return change(site, call)
        case "get_title" | "as_dict":
            return read_one(site, call)
    raise UnknownMethod(f"Method {call.method[:64]} not found or not whitelisted", "method")


def meta(call: Call) -> ErpnextMatch:
    """The fields of a DocType."""
    doctype = doctype_named(call.doctype)
    fields = [{"fieldname": name, "label": name.replace("_", " ").title()} for name in doctype.fields]
    fields += [
        {"fieldname": name, "fieldtype": "Table", "options": table.doctype}
        for name, table in doctype.tables.items()
    ]
    shown = {"name": doctype.name, "doctype": "DocType", "fields": fields}
    return looking("openapi.read", lambda hides: shown, lambda found: envelope(call, found))
