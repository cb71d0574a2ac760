"""The OpenAPI document: the route table, with what goes in and comes out of every operation.

Like the documents of real systems it shows what every order needs, and not what an installation demands beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from fake_erp.dialects.native.oauth import FORM, GRANT
from fake_erp.dialects.native.openapi.channel_schemas import ways_schemas
from fake_erp.dialects.native.openapi.finance_schemas import finance_schemas
from fake_erp.dialects.native.openapi.schemas import Schema, instant, ref, schemas, text, whole
from fake_erp.dialects.native.reading import MAX_CURSOR, MAX_PAGE, MAX_QUANTITY

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route


class Doc(NamedTuple):
    """Names of shapes, and the query parameters. Refusals are statuses beyond 401, 403, 429 and 503."""

    reply: str
    status: int = 200
    body: str = ""
    body_required: bool = True
    query: tuple[str, ...] = ()
    refusals: tuple[int, ...] = (400,)
    also: int = 0
    """Another status with the same shape: it was there already."""
    tags: bool = False
    """Whether the reply has an `ETag`; a change then takes `If-Match`."""


_FEED = ("after", "limit")
_PAPERS = ("order", *_FEED)
_STEP = Doc(
    "Order", body="Reason", body_required=False, refusals=(400, 404, 409, 412, 413, 415, 422), tags=True
)
_CHANGE = (400, 404, 409, 412, 413, 415, 422)
_CREATE = (400, 409, 413, 415, 422)

DOCS: dict[str, Doc] = {
    "token.create": Doc("Token", body="Credentials", refusals=(400, 413, 415)),
    "openapi.read": Doc("", refusals=()),
    "health.read": Doc("Health", refusals=()),
    "customer.create": Doc("Customer", 201, "NewCustomer", refusals=(400, 409, 413, 415)),
    "customer.list": Doc("Customers", query=("email", "external_reference", "page", "page_size")),
    "customer.read": Doc("Customer", refusals=(404,), tags=True),
    "item.list": Doc("Items", query=_FEED),
    "item.read": Doc("Item", refusals=(404,)),
    "stock.list": Doc("Stock", query=_FEED),
    "stock.read": Doc("ItemStock", refusals=(404,)),
    "stock.set": Doc("StockRow", body="StockSet", refusals=(400, 404, 413, 415, 422)),
    "order.create": Doc("OrderMade", 201, "NewOrder", query=("view",), refusals=_CREATE),
    "order.list": Doc("Orders", query=("external_reference", "view", *_FEED)),
    "order.read": Doc("Order", refusals=(404,), tags=True),
    "order.update": Doc("Order", body="OrderChange", refusals=_CHANGE, tags=True),
    "order.approve": _STEP,
    "order.release": _STEP,
    "order.cancel": _STEP,
    "order.hold": _STEP,
    "order.unhold": _STEP,
    "delivery.create": Doc("Delivery", 201, "NewDelivery", refusals=(400, 404, 409, 413, 415, 422)),
    "delivery.list": Doc("Deliveries", query=_PAPERS),
    "delivery.read": Doc("Delivery", refusals=(404,)),
    "warehouse.list": Doc("Warehouses", refusals=()),
    "invoice.list": Doc("Invoices", query=_PAPERS),
    "invoice.read": Doc("Invoice", refusals=(404,)),
    "customer.update": Doc("Customer", body="CustomerChange", refusals=_CHANGE, tags=True),
    "order.flow": Doc("Flow", refusals=(404,)),
    "payment.create": Doc("Payment", 201, "NewPayment", refusals=(400, 404, 409, 413, 415, 422)),
    "payment.list": Doc("Payments", query=_PAPERS),
    "payment.read": Doc("Payment", refusals=(404,)),
    "deposit.create": Doc("Deposit", 201, "NewDeposit", refusals=(400, 404, 409, 413, 415, 422)),
    "deposit.list": Doc("Deposits", query=_FEED, refusals=(400, 404)),
    "deposit.read": Doc("Deposit", refusals=(404,)),
    "deposit.apply": Doc("Deposit", body="DepositOrder", refusals=(400, 404, 409, 413, 415, 422)),
    "deposit.refund": Doc("Deposit", refusals=(404, 409)),
    "return.create": Doc("Return", 201, "NewReturn", refusals=(400, 404, 409, 413, 415, 422)),
    "return.list": Doc("Returns", query=_PAPERS),
    "return.read": Doc("Return", refusals=(404,)),
    "credit_note.create": Doc("CreditNote", 201, "NewCreditNote", refusals=(400, 404, 409, 413, 415, 422)),
    "credit_note.list": Doc("CreditNotes", query=_PAPERS),
    "credit_note.read": Doc("CreditNote", refusals=(404,)),
    "price.list": Doc("Prices", query=_FEED),
    "price.read": Doc("Price", query=("customer", "quantity", "at", "currency"), refusals=(400, 404)),
    "period.list": Doc("Periods", refusals=()),
    "journal.list": Doc("Journal", query=("document", *_FEED)),
    "batch.create": Doc("Batch", 202, "NewBatch", refusals=(400, 404, 409, 413, 415), also=200),
    "batch.list": Doc("Batches", query=_FEED, refusals=(400, 404)),
    "batch.read": Doc("BatchResults", query=_FEED, refusals=(400, 404)),
    "file.create": Doc("File", 201, "NewFile", refusals=(400, 404, 413, 415)),
    "file.list": Doc("Files", query=("folder",), refusals=(400, 404)),
    "file.read": Doc("FileContent", query=("folder",), refusals=(400, 404)),
    "file.rename": Doc("File", body="NewName", refusals=(400, 404, 413, 415)),
    "file.delete": Doc("File", query=("folder",), refusals=(400, 404)),
    "change.list": Doc("Changes", query=("after:token", "limit", "kinds"), refusals=(400, 404, 410)),
    "subscription.create": Doc("Subscription", 201, "NewSubscription", refusals=(400, 404, 413, 415)),
    "subscription.list": Doc("Subscriptions", refusals=(404,)),
    "subscription.delete": Doc("Subscription", refusals=(404,)),
}

_REFUSALS = {
    400: "The shape is wrong; `field` says where",
    401: "No token, or not a good one",
    403: "The client has no right to it",
    404: "No such record",
    409: "In conflict with what is there",
    412: "The record has changed since the version in If-Match",
    410: "The token is too old; read everything",
    413: "The body is too large",
    415: "The body is not JSON",
    422: "A business rule says no",
    429: "Too many requests; wait as long as Retry-After says",
    503: "Too busy, or away for maintenance; try again later",
}

_QUERY: dict[str, Schema] = {
    "after": whole(0, MAX_CURSOR),
    "limit": {**whole(1, MAX_PAGE), "default": 100},
    "page": {**whole(1, 10**9), "default": 1},
    "page_size": {**whole(1, MAX_PAGE), "default": 100},
    "email": text(),
    "order": text(),
    "document": {**text(), "examples": ["IN100001"]},
    "customer": text(),
    "quantity": {**whole(1, MAX_QUANTITY), "default": 1},
    "at": instant(),
    "currency": text(),
    "after:token": text(),
    "kinds": {**text(), "examples": ["order,stock"]},
    "folder": {"enum": ["in", "out", "archive", "error"], "default": "out"},
    "external_reference": text(),
    "view": {"enum": ["full", "brief"], "default": "full"},
}


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """An OpenAPI 3.1 document that shares nothing with another one."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.pattern, {})[route.method.lower()] = _operation(route, DOCS[route.operation])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ERP",
            "version": "1",
            "description": "Sales orders, customers, items, stock, deliveries, invoices. Instants are UTC.",
        },
        "paths": paths,
        "components": {
            "schemas": {**schemas(), **finance_schemas(), **ways_schemas(), **_oauth_schemas()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _oauth_schemas() -> dict[str, Schema]:
    """The form of a login, and its refusal."""
    return {
        "Grant": {
            "type": "object",
            "properties": {
                "grant_type": {"const": GRANT},
                "client_id": text(),
                "client_secret": text(),
                "scope": text(),
            },
            "required": ["grant_type"],
        },
        "OAuthError": {
            "type": "object",
            "properties": {"error": text(), "error_description": text()},
            "required": ["error"],
        },
    }


def _operation(route: Route, doc: Doc) -> dict[str, Any]:
    noun = route.operation.partition(".")[0]
    operation: dict[str, Any] = {
        "operationId": route.operation,
        "tags": [noun],
        "summary": (route.view.read.__doc__ or route.operation).partition("\n")[0],
        "parameters": [*_parameters(route.pattern, doc.query), *_headers(route, doc)],
        "responses": _responses(route, doc),
    }
    if doc.body:
        content = _json(ref(doc.body))
        if route.operation == "token.create":
            content[FORM] = {"schema": ref("Grant")}
        operation["requestBody"] = {"required": doc.body_required, "content": content}
    if route.public:
        operation["security"] = []
    return operation


def _parameters(pattern: str, query: tuple[str, ...]) -> list[dict[str, Any]]:
    places = [part[1:-1] for part in pattern.split("/") if part.startswith("{")]
    in_path = [{"name": name, "in": "path", "required": True, "schema": text()} for name in places]
    return in_path + [
        {"name": name.partition(":")[0], "in": "query", "schema": dict(_QUERY[name])} for name in query
    ]


def _headers(route: Route, doc: Doc) -> list[dict[str, Any]]:
    """The headers that a request may have; of keys only where they do something."""
    found: list[dict[str, Any]] = []
    if doc.tags and route.method != "GET":
        found.append({"name": "If-Match", "in": "header", "required": False, "schema": text()})
    return found


def _responses(route: Route, doc: Doc) -> dict[str, Any]:
    shape = ref(doc.reply) if doc.reply else {"type": "object"}
    responses: dict[str, Any] = {str(doc.status): {"description": "Done", "content": _json(shape)}}
    if doc.also:
        responses[str(doc.also)] = {"description": "Done before", "content": _json(shape)}
    if doc.tags:
        responses[str(doc.status)]["headers"] = {"ETag": {"schema": text(), "description": "Its version"}}
    locked: tuple[int, ...] = (401, 403)
    if route.public:
        locked = (401,) if route.operation == "token.create" else ()
    for status in sorted({*doc.refusals, *locked, 429, 503}):
        refusal: dict[str, Any] = {"description": _REFUSALS[status], "content": _json(ref("Error"))}
        if route.operation == "token.create":
            refusal["content"] = _json({"anyOf": [ref("Error"), ref("OAuthError")]})
        if status in (429, 503):
            refusal["headers"] = {"Retry-After": {"schema": whole(1), "description": "Seconds"}}
        responses[str(status)] = refusal
    return responses


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
