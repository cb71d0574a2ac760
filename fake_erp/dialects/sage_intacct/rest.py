"""REST API v1: a token, objects by their keys, and the query service. Replies are in `ia::result` and `ia::meta`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects import oauth2
from fake_erp.dialects.login import derived
from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.sage_intacct.rest_fields import CUSTOMER, CUSTOMERS, LINE, OBJECTS, ORDER, ORDERS
from fake_erp.dialects.short.fields import record_of, whole_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of
from fake_erp.dialects.short.records import order_lines
from fake_erp.dialects.short.sets import Collection, Listing, listing, query_name, reading
from fake_erp.dialects.short.steps import customer_creation, order_creation, order_step
from fake_erp.errors import ErpError, Malformed, MethodNotAllowed, NotFound, Unauthorized, Words
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.channels import LogIn
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ROOT = "/ia/api/v1"
TOKEN, QUERY, OBJECT = f"{ROOT}/oauth2/token", f"{ROOT}/services/core/query", f"{ROOT}/objects/"
MOST, DEFAULT_PAGE = 4000, 100
OPERATORS = {"$eq": "eq", "$ne": "ne", "$lt": "lt", "$lte": "le", "$gt": "gt", "$gte": "ge"}
OWN = ("id", "doc_id", "number", "customer_name", "status", "total", "blocked")
CODES = {
    400: "invalidRequest",
    401: "unauthorized",
    403: "forbidden",
    404: "resourceNotFound",
    405: "methodNotAllowed",
    409: "conflict",
    422: "businessRuleFailure",
    429: "tooManyRequests",
}


def is_rest(request: Request) -> bool:
    """Whether a request is for the REST API."""
    return request.path.startswith(f"{ROOT}/")


def match_of(erp: Erp, request: Request) -> ShortMatch:
    """The match of a request. Raises NotFound and MethodNotAllowed."""
    path = unquote(request.path.rstrip("/"))
    if path == TOKEN and request.method == "POST":
        return _token(erp, request)
    if path == QUERY and request.method == "POST":
        return _query(erp, request)
    name, key = _split(path.removeprefix(OBJECT)) if path.startswith(OBJECT) else ("", "")
    collection = OBJECTS.get(name)
    if collection is None:
        raise NotFound("The resource was not found.", "path")
    if key:
        return _by_key(erp, request, collection, key)
    if request.method == "POST" and collection is ORDERS:
        return order_creation(erp, request, lambda: _order(body_of(erp, request)), _created(collection))
    if request.method == "POST" and collection is CUSTOMERS:
        return customer_creation(erp, lambda: _customer(body_of(erp, request)), _created(collection))
    raise MethodNotAllowed("The method is not allowed.", None, {"allow": ["POST"]})


def _split(path: str) -> tuple[str, str]:
    """An object and a key: `order-entry/document::Sales Order/12`."""
    names = path.split("/", 2)
    return "/".join(names[:2]), names[2] if len(names) == 3 else ""


# -- the token -----------------------------------------------------------------------------------------------------


def _token(erp: Erp, request: Request) -> ShortMatch:
    def take(by: str) -> LogIn:
        form = oauth2.form_of(request)
        oauth2.grant(form, "client_credentials")
        name, given = oauth2.credentials(request, form)
        return oauth2.client_of(
            erp, name, given, lambda client: f"{client}_sender", lambda secret: derived(secret, "sender")
        )

    return ShortMatch(
        "token.create", take, lambda token: oauth2.token_reply(erp, token), reads=False, public=True
    )


def authenticate(erp: Erp, request: Request) -> str:
    """The client of the bearer token. Raises Unauthorized."""
    token = oauth2.bearer(request.headers.get("authorization", ""))
    if not token:
        raise Unauthorized("The access token is missing.", "authorization")
    return erp.sessions.client(token)


# -- objects -------------------------------------------------------------------------------------------------------


def _by_key(erp: Erp, request: Request, collection: Collection, key: str) -> ShortMatch:
    def find() -> Any:
        return collection.find(erp, collection.keyed({_key_name(collection): key}))

    method = "GET" if request.method == "HEAD" else request.method
    if method == "GET":
        return reading(erp, collection, find, lambda record: _result(200, shown(collection, record)))
    if collection is ORDERS and method == "DELETE":
        return order_step(
            "order.cancel",
            find,
            lambda order, by: CancelOrder(order.number, "deleted", by),
            lambda order: Reply(204),
        )
    if collection is ORDERS and method == "PATCH":
        return order_step(
            "order.release", find, lambda order, by: _release(erp, request, order), _created(ORDERS, 200)
        )
    raise MethodNotAllowed("The method is not allowed.", None, {"allow": ["GET"]})


def _release(erp: Erp, request: Request, order: Order) -> ReleaseOrder:
    given = record_of(body_of(erp, request))
    if given != {"state": "pending"}:
        raise Malformed("Only the state of an order can be changed, to pending.", "state")
    return ReleaseOrder(order.number)


def _key_name(collection: Collection) -> str:
    return next(each.name for each in collection.table.fields if each.is_key)


def shown(collection: Collection, record: Any) -> dict[str, Any]:
    """A record, an order with its lines."""
    body = collection.table.write(record)
    if collection is ORDERS:
        body["lines"] = [LINE.write(line) for line in order_lines(record)]
    return body | {"href": _href(collection, record)}


def _href(collection: Collection, record: Any) -> str:
    key = collection.table.write(record)[_key_name(collection)]
    return f"/objects/{collection.name}/{key}"


def _created(collection: Collection, status: int = 201) -> Any:
    def give(record: Any) -> Reply:
        row = collection.table.write(record)
        about = {"key": row.get("key", row["id"]), "id": row["id"], "href": _href(collection, record)}
        return _result(status, about)

    return give


def _order(data: Any) -> dict[str, Any]:
    given = record_of(data)
    _known(given, ORDER.unknown(given, "lines"))
    document = {name: value for name, value in ORDER.read(given).items() if name not in OWN}
    rows = given.get("lines", [])
    if type(rows) is not list:
        raise Malformed("lines: expected an array", "lines")
    document["lines"] = [_line(record_of(row)) for row in rows]
    document["release"] = given.get("state", "pending") != "draft"
    return document


def _line(given: dict[str, Any]) -> dict[str, Any]:
    _known(given, LINE.unknown(given))
    dimensions = given.get("dimensions")
    line: dict[str, Any] = {}
    for name in ("item", "warehouse"):
        inner = record_of(dimensions).get(name) if dimensions is not None else None
        if inner is not None:
            line[name] = record_of(inner).get("id")
    line["quantity"] = whole_of(given.get("unitQuantity"))
    for name, neutral in (("unitPrice", "unit_price"), ("unit", "unit"), ("nsp::DISCOUNTAMOUNT", "discount")):
        if given.get(name) is not None:
            line[neutral] = given[name]
    return line


def _customer(data: Any) -> dict[str, Any]:
    given = record_of(data)
    _known(given, CUSTOMER.unknown(given))
    return {name: value for name, value in CUSTOMER.read(given).items() if name not in OWN}


def _known(given: dict[str, Any], unknown: str) -> None:
    if unknown:
        raise Malformed(f"{unknown[:60]} is not a field of the object", unknown[:60])


# -- the query service ---------------------------------------------------------------------------------------------


def _query(erp: Erp, request: Request) -> ShortMatch:
    def given() -> dict[str, Any]:
        return record_of(body_of(erp, request))

    def query() -> Query:
        start, size = given().get("start", 1), given().get("size", DEFAULT_PAGE)
        if type(start) is not int or type(size) is not int or start < 1 or not 0 < size <= MOST:
            raise Malformed(f"start: from 1 on; size: from 1 to {MOST}", "size")
        text = _condition(given().get("filters", []))
        return Query(filter_of(text) if text else None, top=size, skip=start - 1, count=True)

    def write(found: Selection, asked: Query) -> Reply:
        wanted = given().get("fields")
        names = wanted if type(wanted) is list and wanted else ["key", "id"]
        rows = [_picked(collection.table.write(record), names) for record in found.records]
        total, start = found.total or 0, asked.skip + 1
        more = start + len(rows) <= total
        meta = {"totalCount": total, "start": start, "pageSize": asked.top}
        return Reply(
            200, {"ia::result": rows, "ia::meta": {**meta, "next": start + len(rows) if more else None}}
        )

    collection = _object(given().get("object"))
    return listing(erp, collection, Listing(query, write, MOST))


def _object(name: Any) -> Collection:
    found = OBJECTS.get(name) if type(name) is str else None
    if found is None:
        raise NotFound("The object was not found.", "object")
    return found


def _picked(row: dict[str, Any], names: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        value: Any = row
        for step in str(name).split("."):
            value = value.get(step) if isinstance(value, dict) else None
        found[str(name)] = value
    return found


def _condition(filters: Any) -> str:
    """Filters such as `[{"$eq": {"referenceNumber": "R1"}}]` as a filter of OData."""
    parts = []
    for each in filters if type(filters) is list else [filters]:
        for operator, fields in record_of(each).items():
            if operator not in OPERATORS:
                raise Malformed(f"filters: {operator[:40]!a} is not supported; use $eq", "filters")
            for name, value in record_of(fields).items():
                quoted = str(value).replace("'", "''")
                parts.append(f"{query_name(name)} {OPERATORS[operator]} '{quoted}'")
    return " and ".join(parts)


# -- replies -------------------------------------------------------------------------------------------------------


def _result(status: int, result: Any) -> Reply:
    return Reply(
        status, {"ia::result": result, "ia::meta": {"totalCount": 1, "totalSuccess": 1, "totalError": 0}}
    )


def refused(error: ErpError, request: Request, words: Words) -> Reply:
    """Why a request was not carried out."""
    status = meaning(error)
    headers = {"Retry-After": str(error.details["retry_after_s"])} if "retry_after_s" in error.details else {}
    if unquote(request.path.rstrip("/")) == TOKEN:
        name = "invalid_client" if status == 401 else "invalid_request"
        return oauth2.refused(name, error.message(words), status)
    message = error.message(words)
    detail = {"code": error.code, "message": message, "target": error.field(words)}
    shown_error = {"code": CODES.get(status, "serverError"), "message": message, "details": [detail]}
    meta = {"totalCount": 1, "totalSuccess": 0, "totalError": 1}
    return Reply(status, {"ia::result": {"ia::error": shown_error}, "ia::meta": meta}, headers)
