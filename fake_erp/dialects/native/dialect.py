"""The native dialect: JSON over REST, a bearer token, offset cursors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects.native import oauth, refusals
from fake_erp.dialects.native.channels.change_feed import change_json
from fake_erp.dialects.native.pages import clamped
from fake_erp.dialects.native.routes import ROUTES, Route
from fake_erp.dialects.native.views import Call
from fake_erp.dialects.native.words import PREFIX, WORDS, NativeWords
from fake_erp.errors import ErpError, Malformed, MethodNotAllowed, NotFound, See, Unauthorized
from fake_erp.messages import Reply, Request, decode
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

_FIXED = {(route.method, route.pattern): route for route in ROUTES if "{" not in route.pattern}
_OPEN = {route.shape: route for route in ROUTES if "{" in route.pattern}
_METHODS = tuple(dict.fromkeys(route.method for route in ROUTES))
_BY_OPERATION = {route.operation: route for route in ROUTES}


@dataclass(slots=True)
class NativeMatch:
    """A route and what stood in its place-holders, percent-decoded."""

    route: Route
    params: dict[str, str]
    erp: Erp

    @property
    def operation(self) -> str:
        return self.route.operation

    @property
    def reads(self) -> bool:
        return self.route.method == "GET"

    @property
    def public(self) -> bool:
        return self.route.public

    @property
    def number(self) -> str:
        return self.params.get("number", "")

    def key(self, request: Request) -> str | None:
        return self.route.key(self.erp, request, self.params)

    def fields(self, request: Request) -> Any:
        """The body: its names are the neutral ones."""
        if self.route.method == "GET" or oauth.is_form(request):
            return None
        decode(request, self.erp.config.max_body_bytes)
        return request.data


class NativeDialect:
    """JSON over REST, a bearer token and offset cursors; see `fake_erp.dialects.Dialect`."""

    name = "native"
    words: NativeWords = WORDS

    def match(self, erp: Erp, request: Request) -> NativeMatch | None:
        return self._match(erp, request.method, request.path)

    @staticmethod
    def _match(erp: Erp, method: str, path: str) -> NativeMatch | None:
        fixed = _FIXED.get((method, path))
        if fixed is not None:
            return NativeMatch(fixed, {}, erp)
        if not path.startswith(f"{PREFIX}/"):
            return None
        parts = path.split("/")
        count = len(parts)
        if not 5 <= count <= 6 or not parts[4]:
            return None
        route = _OPEN.get((method, count, parts[3], parts[5] if count == 6 else ""))
        if route is None:
            return None
        value = parts[4]
        return NativeMatch(route, {route.param: unquote(value) if "%" in value else value}, erp)

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        allow = [method for method in _METHODS if self._match(erp, method, request.path) is not None]
        if allow:
            return MethodNotAllowed(
                f"{request.method[:20]!a} is not possible here; use {' or '.join(allow)}",
                None,
                {"allow": allow},
            )
        return NotFound(f"there is nothing at this address; GET {PREFIX}/openapi.json lists what there is")

    def owner(self, erp: Erp, request: Request) -> str:
        return erp.sessions.owner(self.token(request))

    def token(self, request: Request) -> str:
        """The name of the scheme may come in letters of any case."""
        header = request.headers.get("authorization")
        if header is None:
            return ""
        if header[:7] == "Bearer ":
            return header[7:].strip()
        scheme, _, token = header.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def authenticate(self, erp: Erp, request: Request) -> str:
        token = self.token(request)
        if token:
            return erp.sessions.client(token)
        header = request.headers.get("authorization")
        if header is None:
            raise Unauthorized(
                ("no token: send Authorization: Bearer <token>; ", See("token.create"), " gives one")
            )
        if header.partition(" ")[0].lower() != "bearer":
            raise Unauthorized(
                ("expected Authorization: Bearer <token>; ", See("token.create"), " gives a token")
            )
        return erp.sessions.client("")

    def read(self, erp: Erp, match: NativeMatch, request: Request, by: str) -> Command[Any]:
        route, most_rows = match.route, erp.config.limits.most_rows
        if most_rows and route.operation.endswith(".list"):
            request.query = clamped(request.query, most_rows)
        return route.view.read(Call(erp, request, match.params, by))

    def write(self, erp: Erp, match: NativeMatch, request: Request, outcome: Any) -> Reply:
        return match.route.view.write(Call(erp, request, match.params, ""), outcome)

    def accepted(self, match: NativeMatch) -> Reply:
        return Reply(202, {"status": "accepted"})

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if oauth.is_form(request):
            return oauth.render(error, request)
        reply = refusals.render(error)
        return Reply(200, {"success": False, **reply.data}) if in_ok else reply

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return {"client_id": client_id, "client_secret": secret}

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[NativeMatch, Request]:
        """The row is the body; what stands in the address is taken from it too."""
        route = _BY_OPERATION[operation]
        params = {}
        if route.param:
            value = row.get(route.param) if type(row) is dict else None
            if type(value) is not str or not value:
                raise Malformed(
                    f"{route.param}: expected the {route.param} of the record this row is about", route.param
                )
            params[route.param] = value
        return NativeMatch(route, params, erp), Request(route.method, route.pattern, data=row)

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return change_json(kind, identity, reference, at_ms)


NATIVE = NativeDialect()


def make(version: str) -> NativeDialect:
    """The dialect; it has one version."""
    return NATIVE
