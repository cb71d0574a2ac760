"""A system behind HTTP: its requests go on the wire, and what the wire answers goes back. No thread waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import fake_erp.messages
import fake_magento.rest.framework.sent
import fake_magento.surface
from golive.live.http.connection import Done, GiveUp
from golive.live.http.writing import Unsendable
from golive.sim import Clock
from golive.wire.gateway_replies import refusal
from golive.wire.http_messages import HttpReply, HttpRequest
from golive.wire.messages import CallResult
from golive.wire.wire import Wire


class Watcher(Protocol):
    """What is told of requests, on the clock's thread."""

    def came(self) -> None:
        """A request has been read."""

    def answered(self) -> None:
        """One of them has its answer."""


class _Form(NamedTuple):
    """A system's own request, and how the headers of a reply of its are written."""

    request: Callable[..., Any]
    new_headers: Callable[[], Callable[[Any, Any], list[tuple[str, str]]]]


_FORMS = {
    "shop": _Form(fake_magento.surface.Request, fake_magento.rest.framework.sent.SentHeaders),
    "erp": _Form(fake_erp.messages.Request, lambda: fake_erp.messages.sent_headers),
}


class Mount:
    """The system called `system` on the wire, for a server.

    `is_secure`: requests came over TLS, which a gate in front has ended. A caller that goes before its answer is
    noted, until `let_go`. `instance` is the number of the instance that calls here, 0 for an unknown one.
    """

    def __init__(self, clock: Clock, wire: Wire, system: str, is_secure: bool = False) -> None:
        self._wire = wire
        self.system = system
        self._form = _FORMS[system]
        self._headers = self._form.new_headers()
        self._is_secure = is_secure
        self._is_noting = True
        self.watcher: Watcher | None = None
        self.instance = 1

    def let_go(self) -> None:
        """From now on callers go without being noted: the run is over."""
        self._is_noting = False

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        """See `golive.live.http.connection.Handler`."""
        watcher = self.watcher
        if watcher is not None:
            watcher.came()
        if self._is_secure:
            request.headers["x-forwarded-proto"] = "https"
        read = self._form.request(
            method=request.method,
            path=request.path,
            query=request.query,
            headers=request.headers,
            body=request.body,
        )

        def answer(result: CallResult) -> None:
            if watcher is not None:
                watcher.answered()
            self._answer(read, result, done)

        exchange = self._wire.send(self.system, read, answer, None, self.instance)

        def give_up() -> None:
            if self._is_noting:
                self._wire.hang_up(exchange)

        return give_up

    def _answer(self, request: Any, result: CallResult, done: Done) -> None:
        """Write the answer. One that is lost is a connection closed without a byte."""
        reply = result.reply
        if reply is None:
            done(None)
            return
        try:
            written = self._written(reply, request, result.is_truncated)
        except Exception as error:
            self._fail(request, error, done)
            return
        try:
            done(written)
        except Unsendable as error:
            self._fail(request, error, done)

    def _fail(self, request: Any, error: Exception, done: Done) -> None:
        self._wire.fail(self.system, request, error)
        done(self._written(refusal(500, None, html=True), request, False))

    def _written(self, reply: Any, request: Any, is_truncated: bool) -> HttpReply:
        return HttpReply(reply.status, self._headers(reply, request), reply.encode(), is_truncated)


def mount(clock: Clock, wire: Wire, system: str, is_secure: bool = False) -> Mount:
    """The system called `system` on the wire as a handler for `golive.live.http.server.Server`."""
    return Mount(clock, wire, system, is_secure)
