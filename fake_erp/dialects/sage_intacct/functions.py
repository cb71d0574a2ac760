"""The functions that are spoken: sessions, reading, and writing of customers and sales transactions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.sage_intacct import documents
from fake_erp.dialects.sage_intacct.fields import DOCUMENTS, ENTRIES, OBJECTS, SALES_ORDER
from fake_erp.dialects.short.conditions import condition
from fake_erp.dialects.short.documents import change_order
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.sets import Collection, Listing, listing, reading
from fake_erp.dialects.short.steps import customer_creation, order_creation, order_step
from fake_erp.dialects.short.xml import Element, child, element, leaf, local, text_in
from fake_erp.errors import Malformed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.channels import LogIn
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

DEFAULT_PAGE, MOST = 100, 2000


@dataclass(frozen=True, slots=True)
class Call:
    """One function of a request; `answer` makes the reply of what is in its result."""

    erp: Erp
    request: Request
    name: str
    given: Element
    login: LogIn
    answer: Callable[[str], Reply]


def _rows(collection: Collection, found: Sequence[Any], wanted: str, name: str) -> str:
    names = [each.strip() for each in wanted.split(",") if each.strip() and each.strip() != "*"]
    shown = []
    for record in found:
        row = _flat(collection.table.write(record))
        row |= {key: str(value) for key, value in getattr(record, "custom", {}).items() if value is not None}
        picked = {key: row.get(key, "") for key in names} if names else row
        shown.append(element(name, "".join([leaf(_tag(key), value) for key, value in picked.items()])))
    return "".join(shown)


def _flat(row: dict[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.items():
        found |= _flat(value, f"{before}{key}.") if isinstance(value, dict) else {f"{before}{key}": value}
    return found


def _tag(name: str) -> str:
    """A name that XML can have as that of an element."""
    kept = "".join([sign if sign.isalnum() or sign in "_.-" else "_" for sign in name])
    return kept if kept[:1].isalpha() or kept[:1] == "_" else f"_{kept}"


def _collection(name: str, text: str) -> tuple[Collection, str]:
    """The objects of a name; those of documents are told apart by `DOCPARID` in the query."""
    if name in ("SODOCUMENT", "SODOCUMENTENTRY"):
        kinds = DOCUMENTS if name == "SODOCUMENT" else ENTRIES
        for kind, collection in kinds.items():
            if kind != SALES_ORDER and kind in text:
                return collection, kind
        return kinds[SALES_ORDER], SALES_ORDER
    if name not in OBJECTS:
        raise NotFound(f"Object definition {name[:40]} not found", "object")
    return OBJECTS[name], ""


def _read_by_query(call: Call) -> ShortMatch:
    name, text = text_in(call.given, "object").upper(), text_in(call.given, "query")
    collection, _ = _collection(name, text)
    size = text_in(call.given, "pagesize")
    most = min(int(size), MOST) if size.isascii() and size.isdigit() and len(size) < 6 else DEFAULT_PAGE

    def query() -> Query:
        wanted = condition(text, "query") if text else ""
        return Query(filter_of(wanted) if wanted else None, top=most, count=True)

    def write(found: Selection, query: Query) -> Reply:
        total, count = found.total or 0, len(found.records)
        rows = _rows(collection, found.records, text_in(call.given, "fields"), name.lower())
        about = {"listtype": name.lower(), "count": str(count), "totalcount": str(total)}
        return call.answer(element("data", rows, **about, numremaining=str(total - count), resultId=""))

    return listing(call.erp, collection, Listing(query, write))


def _read(call: Call) -> ShortMatch:
    """`read` by record number, `readByName` by name."""
    name, keys = text_in(call.given, "object").upper(), text_in(call.given, "keys")
    collection, _ = _collection(name, text_in(call.given, "docparid"))
    key = keys.partition(",")[0].strip()

    def find() -> Any:
        number = key.rpartition("-")[2] if key.startswith(SALES_ORDER) else key
        neutral = "item" if name in ("ITEM", "ITEMWAREHOUSEINFO") else "number"
        if neutral == "number" and number.isdigit():
            neutral = "id"
        return collection.find(call.erp, {neutral: number}.get, lambda row: not _is_line(name))

    def give(record: Any) -> Reply:
        rows = _rows(collection, [record], text_in(call.given, "fields"), name)
        return call.answer(element("data", rows, listtype=name, count="1"))

    return reading(call.erp, collection, find, give)


def _is_line(name: str) -> bool:
    return name == "SODOCUMENTENTRY"


def _session(call: Call) -> ShortMatch:
    def give(token: str) -> Reply:
        api = leaf("sessionid", token) + leaf("endpoint", "/ia/xml/xmlgw.phtml") + leaf("locationid", "")
        return call.answer(element("data", element("api", api)))

    return ShortMatch("token.create", lambda by: call.login, give, reads=False)


def _create(call: Call) -> ShortMatch:
    given = child(call.given, "CUSTOMER")
    if given is None:
        raise NotFound("Only CUSTOMER can be created", "object")

    def give(customer: Any) -> Reply:
        row = leaf("RECORDNO", int(customer.number[1:] or 0)) + leaf("CUSTOMERID", customer.number)
        return call.answer(element("data", element("customer", row), listtype="objects", count="1"))

    return customer_creation(call.erp, lambda: documents.customer_document(given), give)


def _create_order(call: Call) -> ShortMatch:
    kind = text_in(call.given, "transactiontype")
    if kind != SALES_ORDER:
        raise NotFound(f"Transaction definition {kind[:40]} not found", "transactiontype")

    def sent() -> dict[str, Any]:
        return documents.order_document(call.given)

    def give(order: Order) -> Reply:
        return call.answer(leaf("key", f"{SALES_ORDER}-{order.number}"))

    return order_creation(call.erp, call.request, sent, give)


def _find_order(call: Call) -> Order:
    key = call.given.get("key") or text_in(call.given, "key")
    order = call.erp.orders.by_number.get(key.rpartition("-")[2])
    if order is None:
        raise NotFound(f"{key[:60]} does not exist", "key")
    return order


def _key(call: Call) -> Callable[[Order], Reply]:
    return lambda order: call.answer(leaf("key", f"{SALES_ORDER}-{order.number}"))


def _delete_order(call: Call) -> ShortMatch:
    return order_step(
        "order.cancel",
        lambda: _find_order(call),
        lambda order, by: CancelOrder(order.number, "deleted", by),
        _key(call),
    )


def _update_order(call: Call) -> ShortMatch:
    """With the state Pending it releases a draft; otherwise it changes header fields."""
    if text_in(call.given, "state") == "Pending":
        return order_step(
            "order.release",
            lambda: _find_order(call),
            lambda order, by: ReleaseOrder(order.number),
            _key(call),
        )

    def sent() -> dict[str, Any]:
        document = documents.order_document(call.given)
        for name in ("release", "customer", "ordered_at", "currency"):
            document.pop(name, None)
        return document

    return order_step(
        "order.update",
        lambda: _find_order(call),
        lambda order, by: change_order(call.erp, order.number, sent(), by),
        _key(call),
        sent,
    )


FUNCTIONS: dict[str, Callable[[Call], ShortMatch]] = {
    "getAPISession": _session,
    "readByQuery": _read_by_query,
    "read": _read,
    "readByName": _read,
    "create": _create,
    "create_sotransaction": _create_order,
    "update_sotransaction": _update_order,
    "delete_sotransaction": _delete_order,
}


def named(function: Element) -> tuple[str, Element]:
    """The name and the element of what a `function` asks for. Raises Malformed."""
    inner = next(iter(function), None)
    if inner is None:
        raise Malformed("The function is empty", "function")
    return local(inner), inner
