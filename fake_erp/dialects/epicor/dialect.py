"""The dialect of Epicor Kinetic; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.epicor import access, orders
from fake_erp.dialects.epicor.fields import CUSTOMER, DETAIL, HEAD, SERVICES
from fake_erp.dialects.epicor.queries import QUERIES
from fake_erp.dialects.epicor.refusals import render
from fake_erp.dialects.native.reading import query_of as parameters
from fake_erp.dialects.odata.paths import Segment, path_of
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import Service, body_of, keys_of
from fake_erp.dialects.short.records import OrderLine
from fake_erp.dialects.short.sets import Collection, reading
from fake_erp.dialects.short.steps import customer_creation
from fake_erp.dialects.short.words import TableWords
from fake_erp.errors import ErpError, MethodNotAllowed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ROOT = f"{access.INSTANCE}/api/v2/odata/"
WORDS = TableWords(
    HEAD,
    DETAIL,
    CUSTOMER,
    {
        "order.list": "GET Erp.BO.SalesOrderSvc/SalesOrders",
        "item.list": "GET Erp.BO.PartSvc/Parts",
        "invoice.list": "GET Erp.BO.ARInvoiceSvc/ARInvoices",
        "token.create": "TokenResource.svc",
    },
    "{field} of line {line}",
)
METHODS = ("GetByID", "GetRows", "GetNewOrderHed", "Update", "VoidOrder", "SetReadyToFulfill")


class EpicorDialect(ShortDialect):
    """Business objects below /api/v2/odata, with an API key."""

    name = "epicor"
    words = WORDS

    def authenticate(self, erp: Erp, request: Request) -> str:
        return access.authenticate(erp, request)

    def match(self, erp: Erp, request: Request) -> Any:
        try:
            service, rest = self._service(request)
            if rest == "$batch" and request.method == "POST":
                return service.batch(erp, request, self.match)
        except ErpError:
            pass
        return super().match(erp, request)

    @staticmethod
    def _service(request: Request) -> tuple[Service, str]:
        company, _, rest = request.path[len(ROOT) :].partition("/")
        name, _, rest = rest.partition("/")
        services = SERVICES
        if name == "BaqSvc":
            services = QUERIES
            name, _, rest = rest.partition("/")
        service = services.get(name)
        if not request.path.startswith(ROOT) or service is None or company.upper() != access.COMPANY:
            raise NotFound("No HTTP resource was found that matches the request URI.", "path")
        return service, rest

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        if request.path.rstrip("/") == access.TOKEN_PATH and request.method == "POST":
            return access.token_match(erp, request)
        service, rest = self._service(request)
        segments = path_of(rest)
        name = segments[0].name if segments else ""
        if name in ("", "$metadata"):
            return service.about(request, name)
        if name in METHODS and service is SERVICES["Erp.BO.SalesOrderSvc"]:
            return self._method(erp, request, service, name)
        collection = service.sets.get(name)
        if collection is None or len(segments) > 2:
            raise NotFound(f"The resource '{name[:60]}' was not found.", "path")
        below = segments[1].name if len(segments) == 2 else ""
        if request.method in ("GET", "HEAD"):
            return self._get(erp, request, service, collection, segments[0], below)
        return self._change(erp, request, service, collection, segments[0], below)

    def _get(
        self, erp: Erp, request: Request, service: Service, collection: Collection, first: Segment, below: str
    ) -> ShortMatch:
        if not first.has_key and below in ("", "$count"):
            return service.list_match(erp, request, collection, below == "$count")
        if not first.has_key or below not in ("", "OrderDtls"):
            raise NotFound("The resource was not found.", "path")

        def find() -> Any:
            return _record(erp, collection, first)

        def give(record: Any) -> Reply:
            if below:
                rows = [DETAIL.write(OrderLine(record, at)) for at in range(len(record.lines))]
                return Reply(
                    200,
                    {"@odata.context": f"{service.writer(request).root}$metadata#OrderDtls", "value": rows},
                )
            return Reply(200, self._shown(erp, request, service, collection, record))

        return reading(erp, collection, find, give)

    @staticmethod
    def _shown(
        erp: Erp, request: Request, service: Service, collection: Collection, record: Any
    ) -> dict[str, Any]:
        body = service.shown(erp, request, collection, record)
        expanded = (
            parameters(request.query).get("$expand", "") if request.method in ("GET", "HEAD") else "OrderDtls"
        )
        if isinstance(record, Order) and "OrderDtls" in expanded:
            body["OrderDtls"] = [DETAIL.write(OrderLine(record, at)) for at in range(len(record.lines))]
        return body

    def _change(
        self, erp: Erp, request: Request, service: Service, collection: Collection, first: Segment, below: str
    ) -> ShortMatch:
        def created(record: Any) -> Reply:
            place = service.writer(request).address(erp, collection.entity, record)
            return Reply(201, self._shown(erp, request, service, collection, record), {"Location": place})

        def no_content(record: Any) -> Reply:
            return Reply(204)

        wanted = (collection.name, request.method, first.has_key)
        if below or wanted not in CHANGES:
            allow = ["GET", *[method for name, method, keyed in CHANGES if name == collection.name]]
            raise MethodNotAllowed(
                f"The requested resource does not support http method '{request.method[:10]}'.",
                None,
                {"allow": allow},
            )
        if collection.name == "Customers":
            return customer_creation(erp, lambda: orders.customer_document(body_of(erp, request)), created)
        if collection.name == "OrderDtls":
            return orders.line_creation(
                erp, request, lambda order: created(OrderLine(order, len(order.lines) - 1))
            )
        if request.method == "POST":
            return orders.creation(erp, request, created)
        number = keys_of(collection, first).get("OrderNum")
        if request.method == "DELETE":
            return orders.cancellation(erp, number, no_content)
        return orders.change(erp, request, number, no_content)

    @staticmethod
    def _method(erp: Erp, request: Request, service: Service, name: str) -> ShortMatch:
        """A method of the business object of sales orders."""
        sales_orders = service.sets["SalesOrders"]

        def number() -> Any:
            if request.method == "GET":
                return parameters(request.query).get("orderNum")
            return record_of(body_of(erp, request)).get("orderNum")

        def data_set(order: Order) -> Reply:
            return Reply(200, {"returnObj": orders.data_set(order, sales_orders)["ds"]})

        if request.method not in ("GET", "POST"):
            raise MethodNotAllowed("The method is called with POST.", None, {"allow": ["POST"]})
        if name == "GetByID":
            return reading(erp, sales_orders, lambda: orders.find(erp, number()), data_set)
        if name == "GetRows":
            return orders.rows(erp, request, sales_orders)
        if name == "GetNewOrderHed":
            return orders.new_header(erp, request, sales_orders)
        if name == "Update":
            return orders.update(erp, request, sales_orders)
        if name == "VoidOrder":
            return orders.cancellation(erp, _later(number), data_set)
        return orders.release(erp, _later(number), data_set)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        reply = render(error, self.words, request)
        if in_ok:
            reply.status = 200
        return reply


CHANGES = (
    ("SalesOrders", "POST", False),
    ("SalesOrders", "PATCH", True),
    ("SalesOrders", "DELETE", True),
    ("OrderDtls", "POST", False),
    ("Customers", "POST", False),
)
"""Set, method and whether the address has a key."""


def _later(number: Any) -> Any:
    try:
        return number()
    except ErpError:
        return None


def _record(erp: Erp, collection: Collection, segment: Segment) -> Any:
    """The record of a key; the company is this one. Raises NotFound."""
    keys = keys_of(collection, segment)
    if keys.pop("Company", access.COMPANY).upper() != access.COMPANY or not keys:
        raise NotFound("Record not found.", "Company")
    equal = collection.keyed(keys)
    getters = collection.table.getters
    names = [known.neutral for name in keys if (known := collection.table.names.get(name)) is not None]
    return collection.find(
        erp, equal, lambda row: all(str(getters[name](row)) == str(equal(name)) for name in names if name)
    )


def make(version: str) -> EpicorDialect:
    """The dialect; it has one version."""
    return EpicorDialect()
