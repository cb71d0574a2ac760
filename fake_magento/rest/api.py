r"""The REST area: from a matched request to a reply.

Source: Magento source, Magento\Webapi\Controller\Rest and Magento\Framework\Webapi\ErrorProcessor.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework import bodies, input_limits, projection
from fake_magento.rest.framework.http import Call, Match, Reply, Request, Route
from fake_magento.rest.framework.refusals import error_body, status_of
from fake_magento.rest.framework.router import Router, Routes
from fake_magento.rest.framework.typed_input import UnknownProperty
from fake_magento.rest.record_changes import carried_out
from fake_magento.rest.routes import ROUTES
from fake_magento.rest.schema import swagger
from fake_magento.rest.schema.services import ARGUMENTS
from fake_magento.rest.store.async_submission import Submission
from fake_magento.search.matching import SameId, UnknownColumn
from fake_magento.shop import Shop

_BODY_METHODS = ("POST", "PUT")
_ROUTES = Routes(ROUTES)


class Api:
    """Routes and services of one shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        submission = Submission(self.call)
        router = Router(shop, _ROUTES, submission.single, submission.bulk, swagger.ROUTE)
        self.match = router.match
        self._unmatched = router.unmatched

    def call(self, match: Match | None, request: Request) -> Reply:
        """The reply at this instant. The effect is applied in full or not at all. Never raises."""
        bulks = self._shop.bulks
        if bulks.queue and bulks.due_ms <= self._shop.now():
            bulks.consume()
        form = bodies.form(request)
        if form is None:
            return _not_acceptable(request.headers["accept"])
        reply = self._answered(match, request)
        if form == bodies.XML and reply.text is None:
            reply.is_xml = True
        return reply

    def _answered(self, match: Match | None, request: Request) -> Reply:
        if match is None:
            return _refused(self._unmatched(request.method, request.path))
        call = Call(request, match.params, match.store, request.data)
        try:
            self._read_body(call, match)
            data = carried_out(self._shop, call, match)
        except ShopError as error:
            return _refused(error)
        except UnknownProperty as error:
            is_named = self._shop.config.unknown_property_status != 500
            return _refused(error.refusal()) if is_named else self._internal()
        except UnknownColumn as error:
            return (
                self._internal()
                if error.flat
                else _refused(ShopError("Invalid attribute name: " + error.name))
            )
        except SameId as error:
            return Reply(500, {"message": str(error)})
        if "fields" in request.query and request.method != "DELETE":
            wanted = projection.wanted(request.query)
            if wanted is not None and isinstance(data, (dict, list)):
                data = projection.project(data, wanted)
        reply = Reply(call.status, [] if data is None else data)
        reply.listed = call.listed
        return reply

    def _read_body(self, call: Call, match: Match) -> None:
        request = call.request
        if request.method in _BODY_METHODS:
            call.data = bodies.read(request, match)
            if self._shop.config.complex_array_limit is not None and not match.operation.endswith(".submit"):
                self._limit(match.route, call.data)
        elif request.body and match.operation == "bulk.submit":
            request.data = bodies.decoded(request)

    def _limit(self, route: Route, data: Any) -> None:
        arguments = ARGUMENTS.get((route.method, route.pattern))
        if arguments is not None:
            input_limits.check(data, arguments, self._shop.config.complex_array_limit)

    def failed(self, request: Request) -> Reply:
        """The reply to a request that ended in an exception."""
        reply = self._internal()
        reply.is_xml = bodies.form(request) == bodies.XML
        return reply

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


def _refused(error: ShopError) -> Reply:
    return Reply(status_of(error), error_body(error))
