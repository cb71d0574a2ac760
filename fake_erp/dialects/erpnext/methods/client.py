"""The functions of `frappe.client`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.erpnext import resources
from fake_erp.dialects.erpnext.doctypes.registry import doctype_named
from fake_erp.dialects.erpnext.match import ErpnextMatch, looking, refusing
from fake_erp.dialects.erpnext.methods.arguments import named, text
from fake_erp.dialects.erpnext.query.listing import listing_of
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.calls import Call, named_filters
from fake_erp.dialects.erpnext.wire.errors import Invalid
from fake_erp.dialects.erpnext.wire.forms import document, loaded
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply, Request

MOST_INSERTS = 200


def get(site: Site, call: Call) -> ErpnextMatch:
    """One document, by name or by filters."""
    call = named(call)
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
    return resources.list_of(site, named(call))


def get_count(site: Site, call: Call) -> ErpnextMatch:
    """How many documents fulfil the filters."""
    call = named(call)
    listing = listing_of(site, doctype_named(call.doctype), {"filters": call.form.get("filters")})
    operation = "health.read" if listing.doctype.noun == "health" else f"{listing.doctype.noun}.list"
    return looking(
        operation,
        lambda hides: len(listing.records(site, hides)),
        lambda count: resources.envelope(call, count),
    )


def get_value(site: Site, call: Call) -> ErpnextMatch:
    """Some fields of the first document that fulfils the filters; null without one."""
    call = named(call)
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
    call = named(call)
    name = loaded(call.form.get("fieldname"))
    call.doc = name if isinstance(name, dict) else {text(call, "fieldname"): loaded(call.form.get("value"))}
    if name in ("name", "owner", "creation", "modified", "modified_by"):
        raise Invalid("Cannot edit standard fields", str(name))
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
    return resources.cancel(site, named(call))


def delete(site: Site, call: Call) -> ErpnextMatch:
    """A document that is deleted."""
    return resources.delete(site, named(call))


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
    parts = [_part(site, insert, {"doc": doc}, call) for doc in docs]

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
            for doc, reply in zip(docs[: len(replies)], replies, strict=True)
            if reply.status >= 400
        ]
        return resources.envelope(call, {"failed_docs": failed})

    return Bundle([_part(site, one, doc, call) for doc in docs], joined, "order.update")


def _part(
    site: Site, function: Callable[[Site, Call], ErpnextMatch], form: dict[str, Any], outer: Call
) -> Part:

    call = Call("method", form, rpc=True, headers=outer.headers)
    try:
        match = function(site, call)
    except ErpError as error:
        match = refusing("order.update", error, reads=False)
    return Part(Request("POST", "/api/method/frappe.client", headers=outer.headers, data=form), match)
