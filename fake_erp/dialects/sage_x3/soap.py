"""The web services of objects: save, read, query and delete in SOAP, with the fields as XML within XML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.sage_x3.documents import customer_document, order_document, shown
from fake_erp.dialects.sage_x3.fields import CLASSES, LINES, OBJECTS
from fake_erp.dialects.short.conditions import value_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.sets import Collection, Listing, listing, reading
from fake_erp.dialects.short.steps import customer_creation, order_creation, order_step
from fake_erp.dialects.short.xml import (
    Element,
    child,
    children,
    clean,
    element,
    leaf,
    local,
    parsed,
    text_in,
)
from fake_erp.errors import Malformed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.operations.orders import CancelOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

XML = "text/xml;charset=UTF-8"
POOL = "GOLIVE"
MOST = 1000
VERBS = ("save", "read", "query", "delete")
_SOAP = {
    "xmlns:soapenv": "http://schemas.xmlsoap.org/soap/envelope/",
    "xmlns:xsd": "http://www.w3.org/2001/XMLSchema",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:wss": "http://www.adonix.com/WSS",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One operation: its verb, the class of its object, and its element."""

    verb: str
    name: str
    given: Element


def call_of(root: Element) -> Call:
    """The operation of an envelope. Raises Malformed and NotFound."""
    body = child(root, "Body")
    given = next(iter(body), None) if body is not None else None
    if local(root) != "Envelope" or given is None:
        raise Malformed("expected a SOAP envelope with one operation", "body")
    verb = local(given)
    if verb not in VERBS:
        raise NotFound(f"The operation {verb[:30]} is not supported", "verb")
    pool = text_in(given, "callContext", "poolAlias")
    if pool != POOL:
        raise NotFound(f"No pool of the alias {pool[:30]!a}", "poolAlias")
    public = text_in(given, "publicName").upper().removeprefix("WS").lstrip("_Y")
    name = next((found for prefix, found in OBJECTS.items() if public.startswith(prefix)), "")
    if not name:
        raise NotFound(f"The web service {text_in(given, 'publicName')[:30]} is not published", "publicName")
    return Call(verb, name, given)


# -- what was sent ------------------------------------------------------------------------------------------------


def fields_of(text: str) -> dict[str, Any]:
    """The fields of an `objectXml`: of its groups, and of the lines of its tables. Raises Malformed."""
    root = parsed(text.encode("utf-8", "replace"))
    found: dict[str, Any] = {}
    for each in root.iter():
        if local(each) == "TAB":
            block = each.get("ID", "").partition("_")[0]
            found[block] = [_row(line) for line in children(each, "LIN")]
    for group in (root, *children(root, "GRP")):
        found |= _row(group)
    return found


def _row(parent: Element) -> dict[str, Any]:
    return {each.get("NAME", ""): (each.text or "").strip() for each in children(parent, "FLD")}


def _keys(given: Element) -> dict[str, str]:
    rows = children(child(given, "objectKeys"))
    return {text_in(row, "key"): text_in(row, "value") for row in rows}


# -- what is answered ----------------------------------------------------------------------------------------------


def _field(name: str, value: Any) -> str:
    kind = "Decimal" if isinstance(value, int | float) else "Char"
    return leaf("FLD", "" if value is None else value, NAME=name, TYPE=kind)


def result_xml(name: str, record: Any) -> str:
    """A record as `resultXml`: a group of fields, and a table of lines."""
    row = shown(name, record)
    block = LINES[name][0] if name in LINES else ""
    group = "".join([_field(key, value) for key, value in row.items() if key != block])
    content = element("GRP", group, ID=f"{name[:3]}0_1")
    if block:
        lines = [
            element("LIN", "".join([_field(key, value) for key, value in line.items()]), NUM=str(at))
            for at, line in enumerate(row[block], 1)
        ]
        content += element("TAB", "".join(lines), DIM="200", ID=f"{block}_1", SIZE=str(len(lines)))
    return element("RESULT", content)


def _list_xml(name: str, found: Selection) -> str:
    rows = [
        element(
            "LIN",
            "".join([_field(key, value) for key, value in CLASSES[name].table.write(each).items()]),
            NUM=str(at),
        )
        for at, each in enumerate(found.records, 1)
    ]
    return element("RESULT", "".join(rows), DIM=str(MOST), SIZE=str(len(rows)))


def response(verb: str, status: int, result: str = "", messages: tuple[tuple[int, str], ...] = ()) -> str:
    """The envelope of a result. Messages have a type: 1 information, 2 warning, 3 error."""
    shown_messages = "".join(
        [element("messages", leaf("type", kind) + leaf("message", text)) for kind, text in messages]
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?>{result}' if result else ""
    inner = shown_messages + element("resultXml", clean(document)) + leaf("status", status)
    inner += element("technicalInfos", leaf("busy", "false") + leaf("poolEntryIdx", 1))
    returned = element(f"{verb}Return", inner, **{"xsi:type": "wss:CAdxResultXml"})
    body = element("soapenv:Body", element(f"wss:{verb}Response", returned))
    return f'<?xml version="1.0" encoding="UTF-8"?>{element("soapenv:Envelope", body, **_SOAP)}'


def fault(code: str, text: str) -> str:
    """The envelope of a fault."""
    inner = leaf("faultcode", code) + leaf("faultstring", text)
    body = element("soapenv:Body", element("soapenv:Fault", inner))
    return f'<?xml version="1.0" encoding="UTF-8"?>{element("soapenv:Envelope", body, **_SOAP)}'


# -- matches -------------------------------------------------------------------------------------------------------


def match_of(erp: Erp, request: Request, call: Call) -> ShortMatch:
    """The match of an operation."""
    collection = CLASSES[call.name]
    match call.verb:
        case "query":
            return _query(erp, collection, call)
        case "read":
            return reading(erp, collection, lambda: _find(erp, collection, call), _saved(call))
        case "delete":
            return _delete(erp, collection, call)
    return _save(erp, request, call)


def _saved(call: Call) -> Callable[[Any], Reply]:
    return lambda record: Reply(200, text=response(call.verb, 1, result_xml(call.name, record)), media=XML)


def _find(erp: Erp, collection: Collection, call: Call) -> Any:
    keys = _keys(call.given)
    equal = collection.keyed(keys)
    if not keys:
        raise Malformed("the keys of the object are missing", "objectKeys")
    getters = collection.table.getters
    names = [
        known.neutral
        for name in keys
        if (known := collection.table.names.get(name)) is not None and known.neutral
    ]
    return collection.find(
        erp, equal, lambda row: bool(names) and all(str(getters[name](row)) == equal(name) for name in names)
    )


def _query(erp: Erp, collection: Collection, call: Call) -> ShortMatch:
    size = text_in(call.given, "listSize")
    most = min(int(size), MOST) if size.isascii() and size.isdigit() and len(size) < 6 else MOST

    def query() -> Query:
        wanted = {name: value for name, value in _keys(call.given).items() if name and value not in ("", "*")}
        text = " and ".join([f"{name} eq {value_of(value)}" for name, value in wanted.items()])
        return Query(filter_of(text) if text else None, top=most)

    def write(found: Selection, query: Query) -> Reply:
        return Reply(200, text=response("query", 1, _list_xml(call.name, found)), media=XML)

    return listing(erp, collection, Listing(query, write))


def _delete(erp: Erp, collection: Collection, call: Call) -> ShortMatch:
    if call.name != "SORDER":
        raise NotFound("The object cannot be deleted", "publicName")

    def give(order: Any) -> Reply:
        return Reply(200, text=response("delete", 1), media=XML)

    return order_step(
        "order.cancel",
        lambda: _find(erp, collection, call),
        lambda order, by: CancelOrder(order.number, "deleted", by),
        give,
    )


def _save(erp: Erp, request: Request, call: Call) -> ShortMatch:
    def fields() -> dict[str, Any]:
        return fields_of(text_in(call.given, "objectXml"))

    if call.name == "SORDER":
        return order_creation(erp, request, lambda: order_document(fields()), _saved(call))
    if call.name == "BPCUSTOMER":
        return customer_creation(erp, lambda: customer_document(fields()), _saved(call))
    raise NotFound("The object cannot be created", "publicName")
