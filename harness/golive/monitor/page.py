"""`/live`, `/live/events` and `/metrics` for a server on the clock's loop, guarded by a token."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from golive.live.http.connection import Done, GiveUp, Handler
from golive.live.http.streaming import Stream, StreamedReply
from golive.monitor.state import state
from golive.monitor.subject import Subject
from golive.wire.http_messages import HttpReply, HttpRequest

LIVE, EVENTS, METRICS = "/live", "/live/events", "/metrics"
PATHS = {
    LIVE: "The live page.",
    EVENTS: "What the live page shows, as server-sent events.",
    METRICS: "The metrics, in the text format of Prometheus.",
}
MOST_STREAMS = 16
RETRY_MS = 2_000
"""After how long a page connects again, in real time."""
_HEADERS = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
]


class LivePage:
    """A handler for `golive.live.http.server.Server`, and a part of the clock, which calls `look` twice a second.

    `html` renders the page when it is first asked for. Without it there are only the metrics. Nothing is computed while
    no page is open.
    """

    def __init__(self, subject: Subject, token: str, html: Callable[[], str] | None) -> None:
        self._subject = subject
        self._expected = token.encode()
        self._render = html
        self._html = b""
        self._streams: dict[Stream, None] = {}
        self._number = 0
        self._metrics: Any = None

    def answers(self, request: HttpRequest) -> bool:
        """Whether a request is about one of the addresses here."""
        return request.path in PATHS

    # -- the clock's part ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Send the present state to every open page."""
        self._see()
        if self._streams:
            event = self._event("state", state(self._subject))
            for stream in list(self._streams):
                stream.send(event)
                if not stream.is_open:
                    self._streams.pop(stream, None)

    def end(self) -> None:
        """Close the open pages. Safe to repeat."""
        for stream in list(self._streams):
            stream.close()
        self._streams.clear()

    def conclude(self, why: str) -> None:
        """Show every open page the last state and why no other follows, then close it."""
        self._see()
        if self._streams:
            last = self._event("state", state(self._subject)) + self._event("end", {"why": why})
            for stream in list(self._streams):
                stream.send(last)
        self.end()

    def _see(self) -> None:
        if self._subject.standing is not None:
            self._subject.standing.look(self._subject.clock.now())

    def _event(self, name: str, data: dict[str, Any]) -> bytes:
        """An event of a stream. JSON has no line breaks, and escapes what is not ASCII, lone surrogates too."""
        self._number += 1
        return b"event: %b\nid: %d\ndata: %b\n\n" % (name.encode(), self._number, json.dumps(data).encode())

    # -- requests ------------------------------------------------------------------------------------------

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        """See `golive.live.http.connection.Handler`."""
        problem = self._problem(request)
        if problem is not None:
            done(problem)
        elif request.path == EVENTS:
            return self._stream(done)
        elif request.path == METRICS:
            done(self._exposition())
        else:
            done(self._rendered())
        return _nothing

    def _problem(self, request: HttpRequest) -> HttpReply | None:
        if not self.answers(request) or (request.path != METRICS and self._render is None):
            return _refusal(HTTPStatus.NOT_FOUND, f"there is nothing here; there are {', '.join(PATHS)}")
        if not self._is_allowed(request):
            return _refusal(
                HTTPStatus.UNAUTHORIZED,
                "expected the token of the address that golive printed, as ?token=... or as the header "
                "Authorization: Bearer; it is new at each start",
                ("WWW-Authenticate", "Bearer"),
            )
        if request.method not in ("GET", "HEAD"):
            return _refusal(
                HTTPStatus.METHOD_NOT_ALLOWED, f"{request.path} takes GET only", ("Allow", "GET, HEAD")
            )
        if request.path == EVENTS and request.method == "HEAD":
            return _reply(HTTPStatus.OK, "text/event-stream", b"")
        if request.path == EVENTS and len(self._streams) >= MOST_STREAMS:
            return _refusal(
                HTTPStatus.SERVICE_UNAVAILABLE, f"{MOST_STREAMS} pages are open already; close one of them"
            )
        return None

    def _is_allowed(self, request: HttpRequest) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            given = parse_qs(request.query).get("token", [""])[0]
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._expected)

    def _rendered(self) -> HttpReply:
        if self._render is not None and not self._html:
            self._html = self._render().encode()
        return _reply(HTTPStatus.OK, "text/html; charset=utf-8", self._html)

    def _exposition(self) -> HttpReply:
        from golive.monitor.exposition import CONTENT_TYPE, Metrics

        if self._metrics is None:
            self._metrics = Metrics(self._subject)
        self._see()
        return _reply(HTTPStatus.OK, CONTENT_TYPE, self._metrics.text())

    def _stream(self, done: Done) -> GiveUp:
        opened: list[Stream] = []

        def begin(stream: Stream) -> None:
            opened.append(stream)
            self._streams[stream] = None
            self._see()
            stream.send(b"retry: %d\n\n" % RETRY_MS + self._event("state", state(self._subject)))

        def give_up() -> None:
            for stream in opened:
                self._streams.pop(stream, None)

        done(
            StreamedReply(
                HTTPStatus.OK, [("Content-Type", "text/event-stream"), *_HEADERS], b"", opened=begin
            )
        )
        return give_up


class Beside:
    """A handler that answers the addresses of the live page itself, and leaves all others to another handler."""

    def __init__(self, page: LivePage, others: Handler) -> None:
        self._page = page
        self._others = others

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        """See `golive.live.http.connection.Handler`."""
        handler: Handler = self._page if self._page.answers(request) else self._others
        return handler.begin(request, done)


def address(url: str, path: str, token: str) -> str:
    """Return the address of one of `PATHS` on a server, with its token."""
    return f"{url}{path}?token={token}"


def _reply(status: HTTPStatus, content_type: str, body: bytes, *more: tuple[str, str]) -> HttpReply:
    return HttpReply(status, [("Content-Type", content_type), *_HEADERS, *more], body)


def _refusal(status: HTTPStatus, message: str, *more: tuple[str, str]) -> HttpReply:
    return _reply(status, "text/plain; charset=utf-8", f"{message}\n".encode(), *more)


def _nothing() -> None:
    """The reply is complete: there is nothing to give up."""
