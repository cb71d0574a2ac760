"""A system behind HTTP: its own Flask app, with the wire where otherwise its surface would answer at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from waitress.channel import ClientDisconnected

from harness.clocks import Clock
from harness.exchange import Told
from harness.live.handover import Handover
from harness.wire import Wire


class Mount:
    """A WSGI application. `close` cuts every request that is still under way."""

    def __init__(self, clock: Clock, wire: Wire, system: str, create_app: Callable[[Any], Any]) -> None:
        self._wire = wire
        self._system = system
        self._handover = Handover(clock)
        self._here = threading.local()
        app = create_app(self._handle)
        app.config["PROPAGATE_EXCEPTIONS"] = True  # ClientDisconnected has to reach the server
        self._app = app.wsgi_app
        self.close = self._handover.close
        self.on_request: Callable[[], None] | None = None
        """Called once, by a server's thread, when the first request has come."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        here = self._here
        here.is_gone = environ["waitress.client_disconnected"]
        here.is_cut = False
        body: Iterable[bytes] = self._app(environ, start_response)
        return _half(body) if here.is_cut else body

    def _handle(self, request: Any) -> Any:
        """Put a request on the wire and wait for what the caller is to be told."""
        if self.on_request is not None:
            seen, self.on_request = self.on_request, None
            seen()
        system, send = self._system, self._wire.send
        told: Told = self._handover.ask(
            lambda answer: send(system, request, answer, None), self._here.is_gone
        )
        if told.reply is None:
            raise ClientDisconnected
        if told.cut:
            self._here.is_cut = True
        return told.reply


def mount(clock: Clock, wire: Wire, system: str, create_app: Callable[[Any], Any]) -> Mount:
    """The system called `system` on the wire as a WSGI application; `create_app` is the fake's own."""
    return Mount(clock, wire, system, create_app)


def _half(body: Iterable[bytes]) -> Iterator[bytes]:
    """The first half of a reply whose headers announce all of it; then the connection breaks."""
    whole = b"".join(body)
    yield whole[: len(whole) // 2]
    raise ClientDisconnected
