"""A system behind HTTP: its own Flask app, with the wire where otherwise its surface would answer at once.

A request that has been read goes to the clock's thread at once, and a thread of the server takes it up again
only when there is an answer to write. So an exchange that takes long, or never ends, occupies no thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Protocol
from urllib.parse import urlsplit

from waitress.channel import ClientDisconnected

from golive.sim import Clock
from golive.wire.gateway_replies import refusal
from golive.wire.messages import UNKNOWN, CallResult
from golive.wire.wire import Wire

_CUT = CallResult(UNKNOWN, how="reset")


class Watcher(Protocol):
    """What is told of requests; `came` is called by threads of the servers, `answered` by the clock's or by those."""

    def came(self) -> None:
        """A request has been read."""

    def answered(self) -> None:
        """One of them has its answer."""


class Mount:
    """A WSGI application whose requests are announced by `begin` before they are carried out.

    `request_type` is the system's own, `create_app` its own way onto Flask. `is_secure`: requests came over
    TLS, which a gate in front has ended. `instance` is the number of the instance that calls here, 0 for unknown.
    """

    def __init__(
        self,
        clock: Clock,
        wire: Wire,
        system: str,
        create_app: Callable[[Any], Any],
        request_type: Callable[..., Any],
        is_secure: bool = False,
    ) -> None:
        self._submit = clock.submit
        self._wire = wire
        self.system = system
        self._request_type = request_type
        self._is_secure = is_secure
        self._here = threading.local()
        app = create_app(self._handle)
        app.config["PROPAGATE_EXCEPTIONS"] = True  # ClientDisconnected has to reach the server
        self._app = app.wsgi_app
        self.watcher: Watcher | None = None
        self.instance = 1

    def begin(self, parsed: Any, proceed: Callable[[], None]) -> None:
        """In the server's reading thread: put what it has parsed on the wire; `proceed` when there is an answer."""
        watcher = self.watcher
        if watcher is not None:
            watcher.came()

        def answer(result: CallResult) -> None:
            if watcher is not None:
                watcher.answered()
            parsed.result = result
            proceed()

        request = parsed.of_system = self._read(parsed)
        try:
            self._submit(lambda: self._wire.send(self.system, request, answer, None, self.instance))
        except RuntimeError:  # the loop is closed: no answer will come
            answer(_CUT)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """In a thread of the server: write the answer. One that is lost is a connection closed without a byte."""
        channel = environ["waitress.client_disconnected"].__self__
        result: CallResult = channel.requests[0].result
        if result.reply is None:
            raise ClientDisconnected
        self._here.reply = result.reply
        try:
            body: Iterable[bytes] = self._app(environ, start_response)
        except Exception as error:
            request = channel.requests[0].of_system
            self._submit(partial(self._wire.fail, self.system, request, error))
            self._here.reply = refusal(500, None, html=True)
            body = self._app(environ, start_response)
        return _half(body) if result.is_truncated else body

    def _handle(self, _request: Any) -> Any:
        return self._here.reply

    def _read(self, parsed: Any) -> Any:
        """The system's request from waitress' parser. The path stays as it was sent."""
        target: str = parsed.request_uri
        if not target.startswith("/"):  # absolute form, as proxies get it
            absolute = urlsplit(target)
            target = f"{absolute.path or '/'}?{absolute.query}"
        headers = {name.replace("_", "-").lower(): value for name, value in parsed.headers.items()}
        if self._is_secure:
            headers["x-forwarded-proto"] = "https"
        body = b""
        if parsed.body_rcv is not None:
            stream = parsed.get_body_stream()
            body = stream.read()
            stream.seek(0)
        return self._request_type(
            method=parsed.command.upper(),
            path=target.partition("?")[0].partition("#")[0],
            query=parsed.query,
            headers=headers,
            body=body,
        )


def mount(
    clock: Clock,
    wire: Wire,
    system: str,
    create_app: Callable[[Any], Any],
    request_type: Callable[..., Any],
    is_secure: bool = False,
) -> Mount:
    """The system called `system` on the wire as a WSGI application for `golive.live.server.Server`."""
    return Mount(clock, wire, system, create_app, request_type, is_secure)


def _half(body: Iterable[bytes]) -> Iterator[bytes]:
    """The first half of a reply whose headers announce all of it; then the connection breaks."""
    whole = b"".join(body)
    yield whole[: len(whole) // 2]
    raise ClientDisconnected
