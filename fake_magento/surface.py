"""The shop as seen over HTTP, without HTTP: match a request, admit it, answer it.

Order of checks, as in Magento: route (404), authorisation (401), input (400), service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from fake_magento import errors
from fake_magento.errors import ShopError
from fake_magento.rest import fields
from fake_magento.rest.encoding import Undecodable, decode
from fake_magento.rest.http import Call, Match, Reply, Request, Route
from fake_magento.rest.inputs import UnknownProperty
from fake_magento.rest.routes import ROUTES
from fake_magento.search import UnknownColumn

if TYPE_CHECKING:
    from fake_magento.shop import Shop

__all__ = ["Match", "Reply", "Request", "Route", "Surface"]

_METHODS = ("GET", "POST", "PUT", "DELETE")
_ACCEPTED = frozenset({"*/*", "application/*", "application/json"})
_MAINTENANCE = (
    "<!doctype html><html><head><title>Error 503: Service Unavailable</title></head>"
    "<body><h1>Service Temporarily Unavailable</h1></body></html>"
)
_Compiled = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...], Route]
"""(literal segments by position, parameters by position, the route)"""


class Surface:
    """Routes and rules of the REST API of one shop. `call` and `handle` never raise, whatever comes."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._table = _compile(ROUTES)
        self._scopes = frozenset({"all", *shop.stores})

    def match(self, method: str, path: str) -> Match | None:
        """The route of a raw path, None when there is none. Segments are split first and decoded after."""
        located = self._locate(path)
        if located is None:
            return None
        store, segments = located
        for literals, parameters, route in self._table.get((method, segments[0], len(segments)), ()):
            for position, word in literals:
                if segments[position] != word:
                    break
            else:
                params = {name: _decoded(segments[position]) for position, name in parameters}
                return Match(route, params, store, self._shop)
        return None

    def _locate(self, path: str) -> tuple[str, list[str]] | None:
        """(store scope, segments below V1) of an API path in a known store."""
        segments = path.split("/")
        if segments[-1] == "":
            segments.pop()
        start = 2 if len(segments) > 1 and segments[1] == "index.php" else 1
        if len(segments) < start + 3 or segments[start] != "rest":
            return None
        if segments[start + 1] == "V1":
            return "default", segments[start + 2 :]
        if segments[start + 2] == "V1" and segments[start + 1] in self._scopes:
            return segments[start + 1], segments[start + 3 :]
        return None

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """None, or the refusal: 503 in maintenance, 401 for who may not."""
        if self._shop.maintenance:
            return Reply(503, headers={"Retry-After": "600"}, text=_MAINTENANCE)
        if match is None or match.route.acl is None:
            return None
        refused = self._shop.tokens.check(request, match.route.acl)
        return _error(refused) if refused else None

    def call(self, match: Match | None, request: Request) -> Reply:
        """Answer at this instant; the effect is applied in full or not at all."""
        accept = request.headers.get("accept")
        if accept is not None and accept not in _ACCEPTED and not _acceptable(accept):
            return _not_acceptable(accept)
        if match is None:
            return self._unmatched(request)
        call = Call(request, match.params, match.store, request.data)
        try:
            if request.body is not None and request.method in ("POST", "PUT"):
                call.data = request.data = _body(request)
            data = match.route.view(self._shop, call)
        except ShopError as error:
            return _error(error)
        except UnknownProperty as error:
            return self._unknown_property(error.name)
        except UnknownColumn as error:
            return (
                self._internal() if error.flat else _error(ShopError("Invalid attribute name: " + error.name))
            )
        if "fields" in request.query and request.method != "DELETE":
            wanted = parse_qs(request.query, keep_blank_values=True).get("fields")
            if wanted and isinstance(data, (dict, list)):
                data = fields.project(data, wanted[-1])
        return Reply(200, [] if data is None else data)

    def handle(self, request: Request) -> Reply:
        """match, admit, call and leave in one go, without the time a real shop takes."""
        match = self.match(request.method, request.path)
        refused = self._shop.admit(request, match)
        if refused is not None:
            return refused
        reply = self.call(match, request)
        self._shop.leave(request, match)
        return reply

    def _unmatched(self, request: Request) -> Reply:
        if request.method not in _METHODS:
            return _error(ShopError(f"The {request.method} HTTP method is not supported.", 405))
        segments = request.path.removeprefix("/index.php").split("/")
        if (
            len(segments) > 3
            and segments[1] == "rest"
            and segments[2] != "V1"
            and segments[2] not in self._scopes
        ):
            return _error(ShopError(errors.NOT_PROCESSABLE))
        return _error(ShopError(errors.NO_ROUTE, 404))

    def _unknown_property(self, name: str) -> Reply:
        if self._shop.config.unknown_property_status == 500:
            return self._internal()
        upper = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
        message = '"%fieldName" is not supported. Correct the field name and try again.'
        return _error(ShopError(message, 400, {"fieldName": upper}))

    def _internal(self) -> Reply:
        second, millisecond = divmod(self._shop.now(), 1000)
        report = f"webapi-{second:08x}{millisecond * 1000:05x}"
        message = f"Internal Error. Details are available in Magento log file. Report ID: {report}"
        return Reply(500, {"message": message})


def _compile(routes: tuple[Route, ...]) -> dict[tuple[str, str, int], list[_Compiled]]:
    """Routes by method, first word and number of segments; the ones with more literals come first."""
    table: dict[tuple[str, str, int], list[_Compiled]] = {}
    for route in routes:
        parts = list(enumerate(route.pattern.split("/")))
        literals = tuple((position, word) for position, word in parts[1:] if not word.startswith("{"))
        parameters = tuple((position, word[1:-1]) for position, word in parts if word.startswith("{"))
        table.setdefault((route.method, parts[0][1], len(parts)), []).append((literals, parameters, route))
    for compiled in table.values():
        compiled.sort(key=lambda entry: -len(entry[0]))
    return table


def _decoded(segment: str) -> str:
    return unquote(segment) if "%" in segment else segment


def _body(request: Request) -> Any:
    """The decoded body. Raises Magento's complaint about the content type or the syntax."""
    assert request.body is not None
    if not request.body:
        return None
    declared = request.headers.get("content-type")
    if not declared:
        raise ShopError("Content-Type header is empty.")
    kind, _, rest = declared.partition(";")
    if "/" not in kind.strip(" /"):
        raise ShopError("Content-Type header is invalid.")
    name, _, charset = rest.strip().partition("=")
    if name.strip().lower() == "charset" and charset.strip(' "').lower() != "utf-8":
        raise ShopError("UTF-8 is the only supported charset.")
    try:
        return decode(request.body)
    except Undecodable:
        raise ShopError("Decoding error.") from None


def _acceptable(accept: str) -> bool:
    return not accept.strip() or any(
        entry.partition(";")[0].strip().lower() in _ACCEPTED for entry in accept.split(",")
    )


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
