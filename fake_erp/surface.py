"""From a request to a reply: find the route, let it in, call its view. One thread, no waiting.

Who puts time around it calls the steps one by one: `match`, `Erp.admit`, wait, `call`, `Erp.leave`.
`handle` does them in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fake_erp.dialects.native.pages import clamped
from fake_erp.dialects.native.refusals import render
from fake_erp.dialects.native.routes import ROUTES, Route
from fake_erp.dialects.native.views import Call
from fake_erp.errors import ErpError, MethodNotAllowed, NotFound, Overloaded
from fake_erp.messages import Reply, Request
from fake_erp.rules import Knock

if TYPE_CHECKING:
    from fake_erp.erp import Erp

__all__ = ["Match", "Reply", "Request", "Route", "Surface"]


@dataclass(slots=True)
class Match:
    """A route and what stood in its place-holders, percent-decoded."""

    route: Route
    params: dict[str, str]
    erp: Erp

    @property
    def operation(self) -> str:
        return self.route.operation

    def key(self, request: Request) -> str | None:
        """The business key: an external reference, a number or a SKU; None for lists of many."""
        return self.route.key(self.erp, request, self.params)


class Surface:
    def __init__(self, erp: Erp) -> None:
        self._erp = erp
        self._most_rows = erp.config.limits.most_rows
        self.routes = ROUTES
        self._fixed: dict[tuple[str, str], Match] = {}
        self._open: dict[tuple[str, int, str, str], tuple[Route, str]] = {}
        self._methods: dict[str, None] = {}
        for route in ROUTES:
            self._methods[route.method] = None
            if "{" not in route.pattern:
                self._fixed[route.method, route.pattern] = Match(route, {}, erp)
            else:
                parts = route.pattern.split("/")
                shape = (route.method, len(parts), parts[3], parts[5] if len(parts) > 5 else "")
                self._open[shape] = (route, parts[4][1:-1])

    def match(self, method: str, path: str) -> Match | None:
        """The route for a raw path, or None: `call(None, ...)` knows what to answer."""
        fixed = self._fixed.get((method, path))
        if fixed is not None:
            return fixed
        if not path.startswith("/api/v1/"):
            return None
        parts = path.split("/")
        count = len(parts)
        if not 5 <= count <= 6 or not parts[4]:
            return None
        found = self._open.get((method, count, parts[3], parts[5] if count == 6 else ""))
        if found is None:
            return None
        route, name = found
        value = parts[4]
        return Match(route, {name: unquote(value) if "%" in value else value}, self._erp)

    def call(self, match: Match | None, request: Request) -> Reply:
        """Carry out a request at this instant, wholly or not at all. Refusals are replies, never raised."""
        try:
            if request.turned_away:
                raise Overloaded("it waited too long for its turn; nothing was done, try again later")
            if match is None:
                raise self._unknown(request)
            route = match.route
            if self._most_rows and route.operation.endswith(".list"):
                request.query = clamped(request.query, self._most_rows)
            client = "" if route.public else self._erp.sessions.client(request.headers.get("authorization"))
            call = Call(self._erp, request, match.params, client)
            habits = self._erp.habits
            if habits is not None and habits.talks:
                return habits.answered(call, route)
            return self.carry_out(call, route)
        except ErpError as error:
            return render(error)

    def carry_out(self, call: Call, route: Route) -> Reply:
        """Let a call through the gates and do what it asks for. Raises ErpError."""
        if self._erp.gates:
            self._knock(call, route)
        return route.view(call)

    def handle(self, request: Request) -> Reply:
        """Match, admit, call and leave in one go."""
        erp = self._erp
        match = self.match(request.method, request.path)
        refusal = erp.admit(request, match)
        if refusal is not None:
            return refusal
        try:
            return self.call(match, request)
        finally:
            erp.leave(request, match)

    def _knock(self, call: Call, route: Route) -> None:
        """Ask the rules that every call has to pass."""
        if not route.public:
            reads = route.method == "GET"
            document = None if reads else call.optional_data()
            knock = Knock(call.sender or call.client, route.operation, reads, call.params, document)
            try:
                for gate in self._erp.gates:
                    gate(knock)
            except ErpError as error:
                if route.operation.startswith("order."):
                    key = route.key(self._erp, call.request, call.params)
                    self._erp.orders.refused(key or "", error)
                raise

    def _unknown(self, request: Request) -> ErpError:
        allow = [method for method in self._methods if self.match(method, request.path) is not None]
        if allow:
            return MethodNotAllowed(
                f"{request.method[:20]!a} is not possible here; use {' or '.join(allow)}",
                None,
                {"allow": allow},
            )
        return NotFound("there is nothing at this address; GET /api/v1/openapi.json lists what there is")
