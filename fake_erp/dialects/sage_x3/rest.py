"""SData over REST: classes with the representations `$query`, `$details` and `$create`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.reading import query_of as parameters
from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.paths import Segment, path_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.sage_x3.documents import customer_document, order_document, shown
from fake_erp.dialects.sage_x3.fields import CLASSES, CUSTOMER, CUSTOMERS, ORDER, ORDERS
from fake_erp.dialects.short.fields import Table, record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of
from fake_erp.dialects.short.sets import Collection, Listing, listing, reading
from fake_erp.dialects.short.steps import customer_creation, order_creation, order_step
from fake_erp.errors import Malformed, MethodNotAllowed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.operations.orders import CancelOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ROOT = "/api1/x3/erp/GOLIVE"
DEFAULT_COUNT, MOST = 20, 1000


def match_of(erp: Erp, request: Request) -> ShortMatch:
    """The match of a request. Raises NotFound and MethodNotAllowed."""
    segments = path_of(request.path[len(ROOT) :])
    collection = CLASSES.get(segments[0].name) if len(segments) == 1 else None
    if collection is None:
        raise NotFound("The resource does not exist", "path")
    first, method = segments[0], "GET" if request.method == "HEAD" else request.method
    if method == "GET" and first.has_key:
        return reading(
            erp,
            collection,
            lambda: _find(erp, collection, first),
            lambda record: Reply(200, shown(collection.name, record)),
        )
    if method == "GET":
        return listing(
            erp,
            collection,
            Listing(lambda: _query(request), lambda found, query: _listed(request, collection, found, query)),
        )
    if method == "POST" and not first.has_key and collection in (ORDERS, CUSTOMERS):
        return _create(erp, request, collection)
    if method == "DELETE" and first.has_key and collection is ORDERS:
        return order_step(
            "order.cancel",
            lambda: _find(erp, collection, first),
            lambda order, by: CancelOrder(order.number, "deleted", by),
            lambda order: Reply(200, {}),
        )
    raise MethodNotAllowed("the method is not allowed", None, {"allow": ["GET", "POST", "DELETE"]})


def _find(erp: Erp, collection: Collection, segment: Segment) -> Any:
    key = next(iter(segment.keys.values())).text
    neutral = next(each.neutral for each in collection.table.fields if each.is_key)
    return collection.find(erp, {neutral: key}.get)


def _query(request: Request) -> Query:
    given = parameters(request.query)
    where, count = given.get("where", ""), given.get("count", "")
    if count and not (count.isascii() and count.isdigit() and len(count) < 8):
        raise Malformed("count: expected a whole number", "count")
    condition = _quoted(where)
    return Query(
        filter_of(condition) if condition else None, top=min(int(count or DEFAULT_COUNT), MOST), count=True
    )


def _quoted(where: str) -> str:
    """A condition of SData, with texts in double quotes, as one of OData."""
    parts = where.split('"')
    texts = [part.replace("'", "''") if at % 2 else part for at, part in enumerate(parts)]
    return "'".join(texts)


def _listed(request: Request, collection: Collection, found: Selection, query: Query) -> Reply:
    rows = [{"$uuid": None, **collection.table.write(record)} for record in found.records]
    total = found.total or 0
    body: dict[str, Any] = {
        "$descriptor": collection.name,
        "$url": f"{ROOT}/{collection.name}?representation={collection.name}.$query",
        "$itemsPerPage": query.top,
        "$totalResults": total,
        "$resources": rows,
        "$links": {},
    }
    if total > len(rows):
        body["$links"]["$next"] = {"$url": f"{request.path}?{request.query}"[:2000]}
    return Reply(200, body)


def _create(erp: Erp, request: Request, collection: Collection) -> ShortMatch:
    def given(table: Table) -> dict[str, Any]:
        data = record_of(body_of(erp, request))
        unknown = table.unknown([name for name in data if not name.startswith("$")], "SOH4")
        if unknown:
            raise Malformed(f"{unknown[:60]}: unknown property", unknown[:60])
        return data

    def give(record: Any) -> Reply:
        return Reply(201, shown(collection.name, record))

    if collection is ORDERS:
        return order_creation(erp, request, lambda: order_document(given(ORDER)), give)
    return customer_creation(erp, lambda: customer_document(given(CUSTOMER)), give)
