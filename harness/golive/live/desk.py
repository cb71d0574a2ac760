"""The desk over HTTP: where a program reports problems that need a person.

    POST /desk/exceptions  {"order", "what", "why", "fix"}     an order that needs a person; the optional `retry_url`
                                                               receives a POST when a clerk presses retry
    POST /desk/resolved    {"order"}                           it has been dealt with
    POST /desk/alerts      {"text"}, and "to" if known         a problem of the integration as a whole

All values are texts. `Authorization: Bearer <token>` is required. Accepted requests are answered with 202.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import orjson

from golive.candidates.kit import Desk
from golive.record.ledger import Emit

LARGEST_BODY_BYTES = 64_000
MOST_ENTRIES = 10_000
LONGEST_TEXT = 500

FIELDS = {
    "/desk/exceptions": ("order", "what", "why", "fix"),
    "/desk/resolved": ("order",),
    "/desk/alerts": ("text",),
}
OPTIONAL_FIELDS = {"/desk/exceptions": ("retry_url",), "/desk/alerts": ("to",)}


class Refused(Exception):
    """A request that the desk rejects, with status and correction."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


class DeskApp:
    """A WSGI application in front of the desk, for the clock's thread."""

    def __init__(self, emit: Emit, token: str, *, has_roles: bool = False) -> None:
        self._desk = Desk(emit, has_roles=has_roles)
        self._emit = emit
        self._expected = f"Bearer {token}".encode()
        self._entries = 0
        self._left_out = 0
        self._open: dict[str, None] = {}

    def close(self) -> None:
        """Record the number of dropped entries; called after the server has ended, on the clock's thread."""
        if self._left_out:
            self._emit("desk.overflow", {}, {"left_out": self._left_out, "kept": self._entries})
            self._left_out = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Handle one request, by the WSGI protocol."""
        status, headers = HTTPStatus.ACCEPTED, [("Content-Type", "application/json")]
        answer = {"status": "noted"}
        try:
            path, values = self._read(environ)
            self._note(path, values)
        except Refused as refused:
            status, answer = refused.status, {"error": refused.message}
            if status == HTTPStatus.UNAUTHORIZED:
                headers.append(("WWW-Authenticate", "Bearer"))
            elif status == HTTPStatus.METHOD_NOT_ALLOWED:
                headers.append(("Allow", "POST"))
        body = orjson.dumps(answer)
        start_response(f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _read(self, environ: dict[str, Any]) -> tuple[str, dict[str, str]]:
        path = environ["PATH_INFO"].rstrip("/")
        given = environ.get("HTTP_AUTHORIZATION", "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._expected):
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "expected the header Authorization: Bearer with the token in GOLIVE_DESK_TOKEN",
            )
        fields = FIELDS.get(path)
        if fields is None:
            known = ", ".join(FIELDS)
            raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at {path[:80]!a}; the desk has {known}")
        if environ["REQUEST_METHOD"] != "POST":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"{path} takes POST only")
        body = environ["wsgi.input"].read(LARGEST_BODY_BYTES + 1)
        if len(body) > LARGEST_BODY_BYTES:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {LARGEST_BODY_BYTES} bytes; shorten the texts"
            )
        return path, _values(body, fields, OPTIONAL_FIELDS.get(path, ()))

    def _note(self, path: str, values: dict[str, str]) -> None:
        """One more entry, unless the desk is flooded."""
        order = values.get("order", "")
        if path == "/desk/resolved":
            if order in self._open:
                del self._open[order]
                self._desk.resolved(order)
        elif self._entries >= MOST_ENTRIES:
            self._left_out += 1
        else:
            self._entries += 1
            if path == "/desk/alerts":
                self._alert(values["text"], values.get("to", ""))
            else:
                self._open[order] = None
                self._desk.exception(**values)

    def _alert(self, text: str, to: str) -> None:
        try:
            self._desk.alert(text, to)
        except ValueError as error:
            raise _wrong(str(error).removeprefix("desk.alert: ")) from None


def _values(body: bytes, fields: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, str]:
    """The texts of a body. Raises Refused with what was expected and what came."""
    wanted = "{" + ", ".join(f'"{name}": "..."' for name in fields) + "}"
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _wrong(f"expected JSON such as {wanted}, got something else: {error}") from None
    if not isinstance(data, dict):
        raise _wrong(f"expected an object such as {wanted}, got {_called(data)}")
    for name in data:
        if name not in fields and name not in optional:
            raise _wrong(
                f"expected only {', '.join((*fields, *optional))}, got the unknown field {name[:80]!a}"
            )
    present = (*fields, *(name for name in optional if name in data))
    for name in present:
        if name not in data:
            raise _wrong(f"expected {wanted}, got it without {name!r}")
        if not isinstance(data[name], str) or not data[name].strip():
            raise _wrong(f"expected a text that is not empty as {name!r}, got {_called(data[name])}")
    return {name: data[name][:LONGEST_TEXT] for name in present}


def _wrong(message: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, message)


_NAMES: dict[type[Any], Callable[[Any], str]] = {
    str: lambda value: "an empty text",
    bool: lambda value: str(value).lower(),
    int: lambda value: f"the number {value}",
    float: lambda value: f"the number {value}",
    list: lambda value: "a list",
    dict: lambda value: "an object",
}


def _called(value: Any) -> str:
    named = _NAMES.get(type(value))
    return "null" if named is None else named(value)
