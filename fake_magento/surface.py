r"""The REST API of one shop without HTTP: match a request, admit it, answer it.

Order of checks, as in Magento: route (404), authorisation (401), input (400), service. Source: Magento source,
Magento\Webapi\Controller\Rest.
"""

from __future__ import annotations

from fake_magento.rest.access import authorization
from fake_magento.rest.api import Api
from fake_magento.rest.framework import bodies
from fake_magento.rest.framework.http import Match, Reply, Request, Route
from fake_magento.rest.framework.refusals import error_body, status_of
from fake_magento.rest.operations import OPERATIONS
from fake_magento.sales.parallel import BOOKINGS, Seen, as_seen
from fake_magento.shop import Shop

__all__ = ["OPERATIONS", "Match", "Reply", "Request", "Route", "Surface"]

_MAINTENANCE = (
    "<!doctype html><html><head><title>Error 503: Service Unavailable</title></head>"
    "<body><h1>Service Temporarily Unavailable</h1></body></html>"
)


class Surface:
    """A shop as a system on the wire. `call` and `handle` never raise, whatever the request."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._api = Api(shop)
        self.match = self._api.match

    def call(self, match: Match | None, request: Request) -> Reply:
        """Carry out an admitted request; a booking in a shop without locks, on the order that it read at its start."""
        if request.seen is None:
            return self._api.call(match, request)
        with as_seen(self.shop, request.seen):
            return self._api.call(match, request)

    def failed(self, request: Request) -> Reply:
        """The reply to a request that ended in an exception: Magento's internal error with a report id."""
        return self._api.failed(request)

    @property
    def surface(self) -> Surface:
        """The surface itself; it is also the system."""
        return self

    def recognise(self, request: Request) -> Match | None:
        """The route of a request, None without one."""
        return self.match(request.method, request.path)

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """The refusal of a request: 503 in maintenance, 401 without the ACL resource; None for an admitted one."""
        if self.shop.maintenance:
            return Reply(503, headers={"Retry-After": "600"}, text=_MAINTENANCE)
        if match is None or match.route.acl is None:
            return None
        refused = authorization.check(self.shop, request, match.route.acl)
        if refused is None:
            return None
        reply = Reply(status_of(refused), error_body(refused))
        reply.is_xml = bodies.form(request) == bodies.XML
        return reply

    def begin(self, request: Request, match: Match | None, service_ms: int) -> None:
        """Requests run side by side without a limit: each is done after its service time."""
        if match is not None and match.operation in BOOKINGS and self.shop.config.parallel_bookings:
            order = (
                self.shop.orders.by_id(int(text))
                if (text := match.params.get("orderId", "")).isdigit()
                else None
            )
            request.seen = None if order is None else Seen.of(order)

    def service_ms(self, operation: str) -> int:
        """The service time of an operation."""
        return self.shop.service_ms(operation)

    def leave(self, request: Request, match: Match | None) -> None:
        """There are no slots in core Magento, so none is given back."""

    def handle(self, request: Request) -> Reply:
        """Match, admit and call at once, without service time."""
        match = self.match(request.method, request.path)
        refused = self.admit(request, match)
        return self.call(match, request) if refused is None else refused
