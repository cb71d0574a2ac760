"""The dialect of Oracle Fusion Order Management; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.oracle_fusion import access, orders, requests
from fake_erp.dialects.oracle_fusion.fields import ACCOUNTS, CUSTOMER, LINE, ORDER, ORDERS, RESOURCES
from fake_erp.dialects.oracle_fusion.queries import query_of
from fake_erp.dialects.oracle_fusion.refusals import render
from fake_erp.dialects.short import documents
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of, quietly
from fake_erp.dialects.short.records import OrderLine
from fake_erp.dialects.short.sets import Collection, Listing, listing, reading
from fake_erp.dialects.short.steps import customer_creation, order_creation, order_step
from fake_erp.dialects.short.words import TableWords
from fake_erp.errors import ErpError, InvalidTransition, Malformed, MethodNotAllowed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Command
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ITEM = "application/vnd.oracle.adf.resourceitem+json"
COLLECTION = "application/vnd.oracle.adf.resourcecollection+json"
ROOTS = ("/fscmRestApi/resources/", "/crmRestApi/resources/")
VERSIONS = ("11.13.18.05", "latest")
WORDS = TableWords(
    ORDER,
    LINE,
    CUSTOMER,
    {
        "order.list": "GET salesOrdersForOrderHub",
        "item.list": "GET itemsV2",
        "invoice.list": "GET receivablesInvoices",
        "token.create": "the identity domain",
    },
    "lines[{line}].{field}",
)


class OracleDialect(ShortDialect):
    """ADF REST resources with Basic or bearer authentication."""

    name = "oracle_fusion"
    words = WORDS

    def authenticate(self, erp: Erp, request: Request) -> str:
        return access.authenticate(erp, request)

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        path = request.path.rstrip("/")
        if path == access.TOKEN_PATH and request.method == "POST":
            return access.token_match(erp, request)
        root = next((each for each in ROOTS if path.startswith(each)), None)
        version, _, rest = path[len(root or "") :].partition("/")
        if root is None or version not in VERSIONS:
            raise NotFound("Not Found", "path")
        parts = [unquote(part) for part in rest.split("/")]
        method = "GET" if request.method == "HEAD" else request.method
        if method == "POST" and request.headers.get("x-http-method-override", "").upper() == "PATCH":
            method = "PATCH"
        if parts[0] == requests.NAME:
            return self._action(erp, request, method, parts[1:])
        collection = RESOURCES.get(parts[0])
        if collection is None:
            raise NotFound("Not Found", "path")
        if method == "GET":
            return self._get(erp, request, collection, parts[1:])
        return self._change(erp, request, method, collection, parts[1:])

    @staticmethod
    def _action(erp: Erp, request: Request, method: str, rest: list[str]) -> ShortMatch:
        if method == "POST" and not rest:
            return requests.create(erp, request)
        if method == "GET" and len(rest) == 1:
            return requests.read(erp, rest[0])
        raise MethodNotAllowed("The method isn't allowed.", None, {"allow": ["GET", "POST"]})

    def _get(self, erp: Erp, request: Request, collection: Collection, rest: list[str]) -> ShortMatch:
        if not rest:
            how = Listing(
                lambda: query_of(request.query),
                lambda found, query: self._listed(erp, request, collection, found, query),
            )
            return listing(erp, collection, how)
        if len(rest) == 1:
            return reading(
                erp,
                collection,
                lambda: self._record(erp, collection, rest[0]),
                lambda record: self._item(erp, request, collection, record),
            )
        if len(rest) == 3 and rest[1] == "child" and collection is ORDERS:
            return self._children(erp, rest[0], rest[2])
        raise NotFound("Not Found", "path")

    @staticmethod
    def _record(erp: Erp, collection: Collection, key: str) -> Any:
        if collection is ORDERS:
            return orders.find_order(erp, key)
        first = next(each for each in collection.table.fields if each.is_key)
        equal = {first.neutral: key}.get
        return collection.find(
            erp, equal, lambda record: str(collection.table.getters[first.neutral](record)) == key
        )

    def _children(self, erp: Erp, key: str, child: str) -> ShortMatch:
        order = quietly(lambda: orders.find_order(erp, key))
        if order is not None and child not in orders.children(order):
            raise NotFound("Not Found", "path")

        def give(found: Order) -> Reply:
            rows = orders.children(found)[child]
            return Reply(
                200,
                {"items": rows, "count": len(rows), "hasMore": False, "limit": 25, "offset": 0},
                media=COLLECTION,
            )

        return reading(erp, ORDERS, lambda: orders.find_order(erp, key), give)

    def _shown(self, erp: Erp, request: Request, collection: Collection, record: Any) -> dict[str, Any]:
        options = query_of(request.query if request.method in ("GET", "HEAD") else "").other
        expand = options.get("expand", "all" if request.method not in ("GET", "HEAD") else "")
        is_order = isinstance(record, Order)
        body = orders.shown(erp, record, bool(expand)) if is_order else collection.table.write(record)
        wanted = [name for name in options.get("fields", "").split(",") if name]
        if wanted:
            body = {name: body.get(name) for name in wanted}
        if options.get("onlyData", "false").lower() != "true":
            body["links"] = [
                {"rel": "self", "href": self._address(collection, body), "name": collection.name}
            ]
        return body

    @staticmethod
    def _address(collection: Collection, body: dict[str, Any]) -> str:
        key = next(each.name for each in collection.table.fields if each.is_key)
        return f"{access.REST}/{collection.name}/{body.get('OrderKey', body.get(key, ''))}"

    def _item(
        self, erp: Erp, request: Request, collection: Collection, record: Any, status: int = 200
    ) -> Reply:
        return Reply(status, self._shown(erp, request, collection, record), media=ITEM)

    def _listed(
        self, erp: Erp, request: Request, collection: Collection, found: Selection, query: Query
    ) -> Reply:
        items = [self._shown(erp, request, collection, record) for record in found.records]
        total = found.total or 0
        body = {
            "items": items,
            "count": len(items),
            "hasMore": query.skip + len(items) < total,
            "limit": query.top,
            "offset": query.skip,
            "links": [],
        }
        if query.other.get("totalResults", "").lower() == "true":
            body["totalResults"] = total
        return Reply(200, body, media=COLLECTION)

    def _change(
        self, erp: Erp, request: Request, method: str, collection: Collection, rest: list[str]
    ) -> ShortMatch:
        if method == "POST" and not rest and collection is ORDERS:
            return self._create_order(erp, request)
        if method == "POST" and not rest and collection is ACCOUNTS:
            return customer_creation(
                erp,
                lambda: orders.customer_document(body_of(erp, request)),
                lambda customer: self._item(erp, request, ACCOUNTS, customer, 201),
            )
        if len(rest) == 1 and collection is ORDERS and method == "PATCH":
            return self._patch(erp, request, rest[0])
        if len(rest) == 1 and collection is ORDERS and method == "DELETE":
            return order_step(
                "order.cancel", lambda: orders.find_order(erp, rest[0]), _delete, lambda order: Reply(204)
            )
        raise MethodNotAllowed("The method isn't allowed.", None, {"allow": ["GET"]})

    def _create_order(self, erp: Erp, request: Request) -> ShortMatch:
        def sent() -> dict[str, Any]:
            data = record_of(body_of(erp, request))
            for name in ("SourceTransactionNumber", "SourceTransactionId", "SourceTransactionSystem"):
                if type(data.get(name)) is not str or not data[name]:
                    raise Malformed(f"The attribute {name} is required.", name)
            key = f"{data['SourceTransactionSystem']}:{data['SourceTransactionId']}"
            if quietly(lambda: orders.find_order(erp, key)) is not None:
                raise orders.taken(key)
            return orders.document_of(erp, data)

        def give(order: Order) -> Reply:
            data = record_of(body_of(erp, request))
            orders.systems_of(erp)[order.number] = data["SourceTransactionSystem"][:64]
            return self._item(erp, request, ORDERS, order, 201)

        return order_creation(erp, request, sent, give)

    def _patch(self, erp: Erp, request: Request, key: str) -> ShortMatch:
        def found() -> Order:
            return orders.find_order(erp, key)

        data = quietly(lambda: record_of(body_of(erp, request)), {})
        if data.get("CanceledFlag") in (True, "true"):
            why = str(data.get("CancelReasonCode") or "")[:100]
            return order_step(
                "order.cancel",
                found,
                lambda order, by: CancelOrder(order.number, why, by),
                self._patched(erp, request),
            )
        if data.get("SubmittedFlag") in (True, "true"):
            return order_step(
                "order.release",
                found,
                lambda order, by: ReleaseOrder(order.number),
                self._patched(erp, request),
            )

        def sent() -> dict[str, Any]:
            given = record_of(body_of(erp, request))
            document = orders.document_of(erp, given)
            for name in ("customer", "release", "external_reference"):
                document.pop(name, None)
            lines = given.get("lines") or []
            document["lines"] = [
                _numbered(erp, found(), row, line)
                for row, line in zip(lines, document.get("lines", []), strict=True)
            ]
            return document

        return order_step(
            "order.update",
            found,
            lambda order, by: documents.change_order(erp, order.number, sent(), by),
            self._patched(erp, request),
            sent,
        )

    def _patched(self, erp: Erp, request: Request) -> Any:
        return lambda order: self._item(erp, request, ORDERS, order)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        reply = (
            access.refuse(error) if request.path == access.TOKEN_PATH else render(error, self.words, request)
        )
        if in_ok:
            reply.status = 200
        return reply


def _numbered(erp: Erp, order: Order, row: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    """A changed line with its number, where it names one; without unit, which cannot be changed."""
    given = row.get("FulfillLineId") or row.get("LineId") or row.get("SourceTransactionLineId")
    for at in range(len(order.lines)):
        shown = LINE.write(OrderLine(order, at))
        if str(given) in (str(shown["LineId"]), shown["SourceTransactionLineId"]):
            return {name: value for name, value in line.items() if name != "unit"} | {"line": at + 1}
    return line


def _delete(order: Order, by: str) -> Command[Any]:
    if order.status != "draft":
        raise InvalidTransition("You can delete the sales order only while it's in draft status.", "status")
    return CancelOrder(order.number, "deleted", by)


def make(version: str) -> OracleDialect:
    """The dialect; it has one version."""
    return OracleDialect()
