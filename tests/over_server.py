"""Requests through a connection of the live server, as bytes and without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email.parser import BytesParser
from typing import Any, NamedTuple

from golive.live.http.callers import OwnNames
from golive.live.http.connection import Connection, Done, GiveUp
from golive.live.http.limits import Limits
from golive.wire.http_messages import HttpReply, HttpRequest


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Ends(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()
        self._is_closing = False

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self._is_closing = True

    def is_closing(self) -> bool:
        return self._is_closing

    def resume_reading(self) -> None:
        pass


class OverServer:
    """A keep-alive connection to a fake: `send` returns what it answers at once.

    `handle` is that of its surface; `headers_of` states the headers of a reply to a request.
    """

    def __init__(
        self,
        handle: Callable[[Any], Any],
        request_type: Callable[..., Any],
        headers_of: Callable[[Any, Any], list[tuple[str, str]]],
    ) -> None:
        self.handler = self
        self.limits = Limits()
        self.names = OwnNames()
        self.connections: dict[Connection, None] = {}
        self._handle = handle
        self._request_type = request_type
        self._headers_of = headers_of

    def now_s(self) -> int:
        return 0

    def is_running(self) -> bool:
        return True

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        read = self._request_type(
            request.method, request.path, request.query, request.headers, None, request.body
        )
        reply = self._handle(read)
        done(HttpReply(reply.status, self._headers_of(reply, read), reply.encode()))
        return lambda: None

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        named = {"host": "localhost", **{name.lower(): value for name, value in headers.items()}}
        if body:
            named["content-length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        ends, connection = Ends(), Connection(self)
        connection.connection_made(ends)
        connection.data_received(f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        head, _, content = bytes(ends.written).partition(b"\r\n\r\n")
        first, _, rest = head.partition(b"\r\n")
        found = BytesParser().parsebytes(rest + b"\r\n\r\n").items()
        assert method == "HEAD" or int(dict(found).get("Content-Length", 0)) == len(content)
        return Answer(int(first.split()[1]), found, content)
