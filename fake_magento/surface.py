"""The shop as seen over HTTP, without HTTP: match a request, admit it, answer it.

Order of checks, as in Magento: route (404), authorisation (401), input (400), service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from fake_magento.errors import ShopError
from fake_magento.rest.framework import bodies, fields, limits
from fake_magento.rest.framework.http import Call, Match, Reply, Request, Route
from fake_magento.rest.framework.inputs import UnknownProperty
from fake_magento.rest.framework.routing import Router
from fake_magento.rest.routes import ROUTES
from fake_magento.rest.schema import swagger
from fake_magento.rest.schema.services import ARGUMENTS
from fake_magento.rest.store import bulks
from fake_magento.search.search_criteria import SameId, UnknownColumn

if TYPE_CHECKING:
    from fake_magento.shop import Shop

__all__ = ["Match", "Reply", "Request", "Route", "Surface"]

_BODY_METHODS = ("POST", "PUT")
_MAINTENANCE = (
    "<!doctype html><html><head><title>Error 503: Service Unavailable</title></head>"
    "<body><h1>Service Temporarily Unavailable</h1></body></html>"
)


class Surface:
    """Routes and rules of the REST API of one shop. `call` and `handle` never raise, whatever comes."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        router = Router(shop, ROUTES, bulks.single_door, bulks.bulk_door, swagger.ROUTE, shop.stores)
        self.match = router.match
        self._unmatched = router.unmatched
        self._bulks = shop.bulks
        self._most = shop.config.complex_array_limit

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """None, or the refusal: 503 in maintenance, 401 for who may not."""
        if self._shop.maintenance:
            return Reply(503, headers={"Retry-After": "600"}, text=_MAINTENANCE)
        if match is None or match.route.acl is None:
            return None
        refused = self._shop.tokens.check(request, match.route.acl)
        if refused is None:
            return None
        reply = _error(refused)
        reply.is_xml = bodies.form(request) == bodies.XML
        return reply

    def call(self, match: Match | None, request: Request) -> Reply:
        """Answer at this instant; the effect is applied in full or not at all."""
        if self._bulks.queue and self._bulks.due_ms <= self._shop.now():
            self._bulks.consume()
        form = bodies.form(request)
        if form is None:
            return _not_acceptable(request.headers["accept"])
        reply = self._answered(match, request)
        if form == bodies.XML and reply.text is None:
            reply.is_xml = True
        return reply

    def _answered(self, match: Match | None, request: Request) -> Reply:
        if match is None:
            return _error(self._unmatched(request.method, request.path))
        call = Call(request, match.params, match.store, request.data)
        try:
            if request.method in _BODY_METHODS:
                call.data = bodies.read(request, match)
                if self._most is not None and not match.operation.endswith(".submit"):
                    self._limit(match.route, call.data)
            elif request.body and match.operation == "bulk.submit":
                request.data = bodies.decoded(request)
            data = match.route.view(self._shop, call)
        except ShopError as error:
            return _error(error)
        except UnknownProperty as error:
            if self._shop.config.unknown_property_status == 500:
                return self._internal()
            return _error(error.refusal())
        except UnknownColumn as error:
            return (
                self._internal() if error.flat else _error(ShopError("Invalid attribute name: " + error.name))
            )
        except SameId as error:
            return Reply(500, {"message": str(error)})
        if "fields" in request.query and request.method != "DELETE":
            wanted = parse_qs(request.query, keep_blank_values=True).get("fields")
            if wanted and isinstance(data, (dict, list)):
                data = fields.project(data, wanted[-1])
        return Reply(call.status, [] if data is None else data)

    def handle(self, request: Request) -> Reply:
        """match, admit, call and leave in one go, without the time a real shop takes."""
        match = self.match(request.method, request.path)
        refused = self._shop.admit(request, match)
        if refused is not None:
            return refused
        reply = self.call(match, request)
        self._shop.leave(request, match)
        return reply

    def _limit(self, route: Route, data: Any) -> None:
        arguments = ARGUMENTS.get((route.method, route.pattern))
        if arguments is not None:
            limits.check(data, arguments, self._most)

    def _internal(self) -> Reply:
        second, millisecond = divmod(self._shop.now(), 1000)
        report = f"webapi-{second:08x}{millisecond * 1000:05x}"
        message = f"Internal Error. Details are available in Magento log file. Report ID: {report}"
        return Reply(500, {"message": message})


def _not_acceptable(accept: str) -> Reply:
    message = (
        f"Server cannot match any of the given Accept HTTP header media type(s) from the request: {accept}"
    )
    return Reply(406, {"messages": {"error": [{"code": 406, "message": message}]}})


def _error(error: ShopError) -> Reply:
    return Reply(error.status, _error_body(error))


def _error_body(error: ShopError) -> dict[str, Any]:
    body: dict[str, Any] = {"message": error.message}
    if error.errors:
        body["errors"] = [_error_body(entry) for entry in error.errors]
    if isinstance(error.parameters, Mapping):
        body["parameters"] = dict(error.parameters)
    elif error.parameters:
        body["parameters"] = list(error.parameters)
    return body
