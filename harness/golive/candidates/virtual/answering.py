"""The server's end of a connection of the program: requests in, replies out, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formatdate

import h11

from golive.candidates.virtual.systems import Done, GiveUp
from golive.wire.http_messages import HttpReply, HttpRequest, reason

LARGEST_BODY_BYTES = 10_000_000


class Answering:
    """Reads requests for one system from the bytes of a connection.

    `begin` has the system carry out a request, `write` takes bytes for the program, `close` ends the connection.
    """

    def __init__(
        self,
        begin: Callable[[HttpRequest, Done], GiveUp],
        write: Callable[[bytes], None],
        close: Callable[[], None],
        now_ms: Callable[[], int],
    ) -> None:
        self._carry_out = begin
        self._write = write
        self._close = close
        self._now_ms = now_ms
        self._http = h11.Connection(h11.SERVER)
        self._request: h11.Request | None = None
        self._body = bytearray()
        self._give_up: GiveUp | None = None
        self._is_closed = False

    def receive(self, content: bytes) -> None:
        """Take bytes of the program; b"" when it has closed its end."""
        if not content and self._give_up is not None:
            give_up, self._give_up = self._give_up, None
            self._end()
            give_up()
        if self._is_closed:
            return
        try:
            self._http.receive_data(content)
            self._read()
        except h11.RemoteProtocolError as error:
            self._refuse(error.error_status_hint)

    def _read(self) -> None:
        while not self._is_closed and self._give_up is None:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                if self._http.they_are_waiting_for_100_continue:
                    self._send(h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue"))
                return
            if isinstance(event, h11.Request):
                self._request = event
                self._body.clear()
            elif isinstance(event, h11.Data):
                self._body += event.data
                if len(self._body) > LARGEST_BODY_BYTES:
                    self._refuse(413)
            elif isinstance(event, h11.EndOfMessage):
                self._begin()
            elif isinstance(event, h11.ConnectionClosed):
                self._end()
            else:  # PAUSED: the next request waits for the reply to this one
                return

    def _begin(self) -> None:
        assert self._request is not None
        headers: dict[str, str] = {}
        for name, value in self._request.headers:
            key, text = name.decode("latin-1"), value.decode("latin-1")
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
        request = HttpRequest(
            self._request.method.decode().upper(),
            _target(self._request.target.decode("latin-1")),
            headers,
            bytes(self._body),
        )
        self._give_up = lambda: None
        give_up = self._carry_out(request, self._reply)
        if self._give_up is not None:
            self._give_up = give_up

    def _reply(self, reply: HttpReply | None) -> None:
        self._give_up = None
        if self._is_closed:
            return
        if reply is None:
            self._end()
            return
        self._send(self._head(reply))
        assert self._request is not None
        has_body = self._request.method != b"HEAD" and reply.status not in (204, 304)
        if reply.is_truncated:
            self._send(h11.Data(data=reply.body[: len(reply.body) // 2]))
            self._end()
            return
        if has_body and reply.body:
            self._send(h11.Data(data=reply.body))
        self._send(h11.EndOfMessage())
        if self._http.our_state is h11.MUST_CLOSE:
            self._end()
        elif self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            self._read()

    def _head(self, reply: HttpReply) -> h11.Response:
        kept = [(name, value) for name, value in reply.headers if name.lower() != "content-length"]
        date = formatdate(self._now_ms() / 1000, usegmt=True)
        if reply.status not in (204, 304):
            kept.append(("Content-Length", str(len(reply.body))))
        headers = [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in [*kept, ("Date", date)]
        ]
        return h11.Response(status_code=reply.status, headers=headers, reason=reason(reply.status))

    def _refuse(self, status: int) -> None:
        """Answer a request that cannot be read, and end the connection."""
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = [(b"Content-Length", b"0"), (b"Connection", b"close")]
            self._send(h11.Response(status_code=status, headers=headers, reason=reason(status)))
            self._send(h11.EndOfMessage())
        self._end()

    def _send(self, event: h11.Event) -> None:
        content = self._http.send(event)
        if content:
            self._write(content)

    def _end(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._close()


def _target(target: str) -> str:
    """The target in origin form; proxies get the absolute form."""
    if target.startswith("/"):
        return target
    return "/" + target.partition("://")[2].partition("/")[2]
