"""The control API over HTTP: a token, a table of routes, JSON in and out.

Requests are handled on the clock's thread, so a reply is the state of one instant.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

import orjson

from fake_erp.errors import NEUTRAL, ErpError, NotFound
from fake_magento.errors import ShopError

LARGEST_BODY_BYTES = 64_000


class Refused(Exception):
    """A request that the control API rejects: status, message, and the field at fault."""

    def __init__(self, status: HTTPStatus, message: str, field: str = "") -> None:
        super().__init__(status, message, field)
        self.status = status
        self.message = message
        self.field = field


class Question(NamedTuple):
    """One request: path parameters, query, and the JSON object of the body."""

    params: dict[str, str]
    query: dict[str, str]
    body: dict[str, Any]

    def text(self, name: str, example: str, default: str | None = None) -> str:
        """A text of the body. Raises Refused when it is missing and has no default."""
        value = self.body.get(name, default)
        if not isinstance(value, str) or (not value and default is None):
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                f'{name}: expected a text such as {{"{name}": "{example}"}}, got {orjson.dumps(value).decode()}',
                name,
            )
        return value

    def only(self, *known: str) -> None:
        """Raises Refused when the body has a field that means nothing here."""
        for name in self.body:
            if name not in known:
                wanted = " and ".join(known) if known else "an empty body"
                raise Refused(
                    HTTPStatus.BAD_REQUEST, f"{name[:60]!a}: unknown field; expected {wanted}", name
                )


Answer = Callable[[Question], Any]


class Route(NamedTuple):
    """One route; `path` such as `/orders/{number}`. The first line of the handler's docstring is its description."""

    method: str
    path: str
    answer: Answer


class Control:
    """A WSGI application, for the clock's thread."""

    def __init__(self, token: str, routes: list[Route]) -> None:
        self._routes = [
            Route("GET", "/", self.index),
            *routes,
        ]
        self._expected = f"Bearer {token}".encode()

    def index(self, question: Question) -> Any:
        """The list of all routes."""
        return {
            f"{route.method} {route.path}": (route.answer.__doc__ or "").strip().partition("\n")[0]
            for route in self._routes
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Handle one request, by the WSGI protocol."""
        headers = [("Content-Type", "application/json")]
        try:
            status, data = HTTPStatus.OK, self._answered(environ)
        except Refused as refused:
            status = refused.status
            data = {"error": {"message": refused.message, "field": refused.field or None}}
            if status == HTTPStatus.UNAUTHORIZED:
                headers.append(("WWW-Authenticate", "Bearer"))
        body = orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)
        start_response(f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _answered(self, environ: dict[str, Any]) -> Any:
        given = environ.get("HTTP_AUTHORIZATION", "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._expected):
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "expected the header Authorization: Bearer with the control_token of this sandbox",
            )
        query = environ.get("QUERY_STRING", "")
        return self.ask(environ["REQUEST_METHOD"], environ["PATH_INFO"], query, _body(environ))

    def ask(self, method: str, path: str, query: str, body: dict[str, Any]) -> Any:
        """The data of a reply, without HTTP and without a token. On the clock's thread; raises Refused."""
        route, params = self._route(method, path)
        question = Question(params, dict(parse_qsl(query, keep_blank_values=True)), body)
        answered = _reply_of(route.answer, question)
        if isinstance(answered, Refused):
            raise answered
        return answered[0]

    def _route(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        path = path.rstrip("/") or "/"
        allowed = []
        for route in self._routes:
            params = _matched(route.path, path)
            if params is not None:
                if route.method == method:
                    return route, params
                allowed.append(route.method)
        if allowed:
            raise Refused(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"{path[:80]!a} takes {' or '.join(allowed)}, not {method[:20]!a}",
            )
        raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at {path[:80]!a}; GET / lists the routes")


def _reply_of(answer: Answer, question: Question) -> tuple[Any] | Refused:
    """On the clock's thread: the reply in a tuple, or the refusal."""
    try:
        return (answer(question),)
    except Refused as refused:
        return refused
    except NotFound as missing:
        return Refused(HTTPStatus.NOT_FOUND, str(missing), missing.field(NEUTRAL))
    except ErpError as error:
        return Refused(HTTPStatus.CONFLICT, str(error), error.field(NEUTRAL))
    except ShopError as error:
        return Refused(HTTPStatus.CONFLICT, str(error))
    except ValueError as error:
        return Refused(HTTPStatus.BAD_REQUEST, str(error))
    except Exception as error:  # the caller must get a reply, and the clock must go on
        why = f"golive itself failed: {type(error).__name__}: {error}; please report this"
        return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, why)


def _matched(pattern: str, path: str) -> dict[str, str] | None:
    wanted, parts = pattern.split("/"), path.split("/")
    if len(wanted) != len(parts):
        return None
    params = {}
    for name, part in zip(wanted, parts, strict=True):
        if name.startswith("{") and part:
            params[name[1:-1]] = unquote(part)
        elif name != part:
            return None
    return params


def _body(environ: Mapping[str, Any]) -> dict[str, Any]:
    raw = environ["wsgi.input"].read(LARGEST_BODY_BYTES + 1)
    if len(raw) > LARGEST_BODY_BYTES:
        raise Refused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"expected a body of at most {LARGEST_BODY_BYTES} bytes, got more",
        )
    if not raw:
        return {}
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Refused(
            HTTPStatus.BAD_REQUEST, f'expected a body of JSON such as {{"by": "2h"}}: {error}'
        ) from None
    if not isinstance(data, dict):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            f'expected a JSON object such as {{"by": "2h"}}, got {type(data).__name__}',
        )
    return data
