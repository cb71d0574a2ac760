"""The dialect of Sage 200; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects.odata.queries import Query, Version, query_of
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.record_ids import ids_of
from fake_erp.dialects.sage_200 import access
from fake_erp.dialects.sage_200.documents import customer_document, order_document, shown
from fake_erp.dialects.sage_200.fields import (
    CANCELLED,
    CUSTOMER,
    CUSTOMERS,
    LINE,
    LIVE,
    ORDER,
    ORDERS,
    RESOURCES,
)
from fake_erp.dialects.sage_200.refusals import render
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.documents import change_order
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of, quietly
from fake_erp.dialects.short.sets import Collection, Listing, listing, reading
from fake_erp.dialects.short.steps import customer_creation, order_creation, order_step
from fake_erp.dialects.short.words import TableWords
from fake_erp.errors import ErpError, MethodNotAllowed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ROOTS = (access.ROOT, "/uk/sage200/accounts/v1")
PAGE = 5000
WORDS = TableWords(
    ORDER,
    LINE,
    CUSTOMER,
    {
        "order.list": "GET sop_orders",
        "item.list": "GET products",
        "invoice.list": "GET sop_invoices",
        "token.create": "Sage ID",
    },
    "lines[{line}].{field}",
)
FIXED = ("customer", "release", "currency", "ordered_at", "prices_include_tax", "payment", "lines")
"""What a PUT of an order leaves as it is."""


class Sage200Dialect(ShortDialect):
    """JSON arrays and objects, with the headers X-Site and X-Company."""

    name = "sage_200"
    words = WORDS

    def authenticate(self, erp: Erp, request: Request) -> str:
        return access.authenticate(erp, request)

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        path = request.path.rstrip("/")
        if path == access.TOKEN_PATH and request.method == "POST":
            return access.token_match(erp, request)
        root = next((each for each in ROOTS if path.startswith(f"{each}/")), None)
        parts = [unquote(part) for part in path[len(root) + 1 :].split("/")] if root is not None else []
        collection = RESOURCES.get(parts[0]) if parts else None
        if collection is None or len(parts) > 2:
            raise NotFound("The resource was not found.", "path")
        key = parts[1] if len(parts) == 2 else ""
        method = "GET" if request.method == "HEAD" else request.method
        if method == "GET" and key:
            return reading(
                erp,
                collection,
                lambda: _find(erp, collection, key),
                lambda record: Reply(200, shown(erp, collection, record)),
            )
        if method == "GET":
            return self._list(erp, request, collection)
        return self._change(erp, request, method, collection, key)

    @staticmethod
    def _list(erp: Erp, request: Request, collection: Collection) -> ShortMatch:
        def query() -> Query:
            return query_of(request.query, Version.V4)

        def write(found: Selection, query: Query) -> Reply:
            rows = [shown(erp, collection, record) for record in found.records]
            if query.select and "*" not in query.select:
                rows = [{name: row.get(name) for name in query.select} for row in rows]
            return Reply(200, rows)

        return listing(erp, collection, Listing(query, write, PAGE))

    @staticmethod
    def _change(erp: Erp, request: Request, method: str, collection: Collection, key: str) -> ShortMatch:
        def give(status: int) -> Any:
            return lambda record: Reply(status, shown(erp, collection, record))

        if method == "POST" and not key and collection is ORDERS:
            return order_creation(erp, request, lambda: order_document(erp, body_of(erp, request)), give(201))
        if method == "POST" and not key and collection is CUSTOMERS:
            return customer_creation(erp, lambda: customer_document(body_of(erp, request)), give(201))
        if method == "PUT" and key and collection is ORDERS:
            return _put(erp, request, key, give(200))
        if method == "DELETE" and key and collection is ORDERS:
            return _cancel(erp, key, lambda order: Reply(204))
        raise MethodNotAllowed("The method is not allowed.", None, {"allow": ["GET"]})

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        reply = access.refuse(error) if request.path == access.TOKEN_PATH else render(error, self.words)
        if in_ok:
            reply.status = 200
        return reply


def _find(erp: Erp, collection: Collection, key: str) -> Any:
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        raise NotFound(f"There is no record with the id {key[:40]!a}.", "id")
    if collection.noun == "item":
        item = ids_of(erp).item(erp, int(key))
        if item is None:
            raise NotFound(f"There is no product with the id {key}.", "id")
        return item
    if collection.noun == "stock":
        raise NotFound("Holdings are read as a list.", "id")
    return collection.find(erp, {"id": key}.get)


def _order(erp: Erp, key: str) -> Any:
    return lambda: _find(erp, ORDERS, key)


def _cancel(erp: Erp, key: str, give: Any) -> ShortMatch:
    return order_step(
        "order.cancel", _order(erp, key), lambda order, by: CancelOrder(order.number, "cancelled", by), give
    )


def _put(erp: Erp, request: Request, key: str, give: Any) -> ShortMatch:
    """A change of an order: of its status, or of its header."""
    given = quietly(lambda: record_of(body_of(erp, request)), {})
    status, order = given.get("document_status"), quietly(_order(erp, key))
    if status == CANCELLED:
        return _cancel(erp, key, give)
    if status == LIVE and isinstance(order, Order) and order.status == "draft":
        return order_step(
            "order.release", _order(erp, key), lambda found, by: ReleaseOrder(found.number), give
        )

    def sent() -> dict[str, Any]:
        document = order_document(erp, body_of(erp, request))
        if type(document.get("shipping")) is dict:
            document["shipping"].pop("amount", None)
        return {name: value for name, value in document.items() if name not in FIXED}

    return order_step(
        "order.update",
        _order(erp, key),
        lambda found, by: change_order(erp, found.number, sent(), by),
        give,
        sent,
    )


def make(version: str) -> Sage200Dialect:
    """The dialect; it has one version."""
    return Sage200Dialect()
