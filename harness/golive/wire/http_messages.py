"""HTTP messages of the connections between a program and golive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes


@dataclass(slots=True)
class HttpRequest:
    """A request as it was sent. Header names are in lower case; repeated headers are joined."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path, not decoded."""
        return self.target.partition("?")[0].partition("#")[0]

    @property
    def query(self) -> str:
        """The query, not decoded."""
        return self.target.partition("?")[2].partition("#")[0]


@dataclass(slots=True)
class HttpReply:
    """A reply. Of one that `is_truncated` the first half is sent; then the connection breaks."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    is_truncated: bool = False


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def call(application: Application, request: HttpRequest, host: str, port: int) -> HttpReply:
    """Call a WSGI application."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        begun.append((status, headers))

    parts = application(_environ(request, host, port), start_response)
    body = b"".join(parts)
    close = getattr(parts, "close", None)
    if close is not None:
        close()
    status, headers = begun[-1]
    return HttpReply(int(status.split(" ", 1)[0]), headers, body)


def _environ(request: HttpRequest, host: str, port: int) -> dict[str, Any]:
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    named["CONTENT_TYPE"] = named.pop("HTTP_CONTENT_TYPE", "")
    named.pop("HTTP_CONTENT_LENGTH", None)
    return {
        **named,
        "CONTENT_LENGTH": str(len(request.body)),
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "REQUEST_URI": request.target,
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": None,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def reason(status: int) -> bytes:
    """The reason phrase of a status; empty for one without."""
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""
