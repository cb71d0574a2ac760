"""WSGI applications behind a server. They are called on the clock's thread and must not wait."""

from __future__ import annotations

from golive.live.http.connection import Done, GiveUp
from golive.wire.http_messages import Application, HttpRequest, call


class Applied:
    """Answers each request by one call of a WSGI application."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        """See `golive.live.http.connection.Handler`."""
        reply = call(self._application, request, "127.0.0.1", 80)
        reply.headers = [each for each in reply.headers if each[0].lower() != "content-length"]
        done(reply)
        return _nothing


def _nothing() -> None:
    """The reply is complete: there is nothing to give up."""
