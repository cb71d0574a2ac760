"""The client's end of a connection to the program: one request, one reply."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import h11

MOST_BODY_BYTES = 65_536

Replied = Callable[[tuple[int, bytes] | None], None]
"""Takes status and body; None for no reply."""


class Asking:
    """Sends a POST over a new connection; `replied` is called once."""

    def __init__(
        self,
        url: str,
        headers: dict[str, str],
        body: bytes,
        write: Callable[[bytes], None],
        close: Callable[[], None],
        replied: Replied,
    ) -> None:
        self._close = close
        self._replied = replied
        self._http = h11.Connection(h11.CLIENT)
        self._status = 0
        self._body = bytearray()
        self._is_done = False
        parts = urlsplit(url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        named = {
            "Host": parts.netloc,
            "Content-Type": "application/json",
            **headers,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        request = h11.Request(method="POST", target=target, headers=list(named.items()))
        events = (request, h11.Data(data=body), h11.EndOfMessage())
        write(b"".join(self._http.send(event) or b"" for event in events))

    def receive(self, content: bytes) -> None:
        """Take bytes of the program; b"" when it has closed the connection."""
        if self._is_done:
            return
        try:
            self._http.receive_data(content)
            self._read()
        except h11.RemoteProtocolError:
            self.finish(None)

    def _read(self) -> None:
        while not self._is_done:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                return
            if isinstance(event, h11.Response):
                self._status = event.status_code
            elif isinstance(event, h11.Data):
                self._body += event.data[: MOST_BODY_BYTES - len(self._body)]
            elif isinstance(event, h11.EndOfMessage):
                self.finish((self._status, bytes(self._body)))
            elif isinstance(event, h11.ConnectionClosed):
                self.finish(None)

    def finish(self, reply: tuple[int, bytes] | None) -> None:
        """End the connection, with a reply or without; the first call counts."""
        if not self._is_done:
            self._is_done = True
            self._close()
            self._replied(reply)
