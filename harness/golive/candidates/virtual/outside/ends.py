"""The server's end of TLS: bytes of a connection in, requests in plain text out."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

_CHUNK = 1 << 16

Write = Callable[[bytes], None]
Close = Callable[[], None]


class Receiver(Protocol):
    """Takes bytes of a connection; b"" when the other side has closed its end."""

    def receive(self, content: bytes) -> None:
        """Take them."""


class TlsEnd:
    """Ends the TLS of a connection.

    `opened` is called once the handshake is done, with the connection, a `write` and a `close` of its own, and returns
    what takes the plain text. `failed` is called with the reason of a handshake that failed. `write` and `close` are
    those of the connection below.
    """

    def __init__(
        self,
        context: ssl.SSLContext,
        opened: Callable[[ssl.SSLObject, Write, Close], Receiver],
        failed: Callable[[str], None],
        write: Write,
        close: Close,
    ) -> None:
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=True)
        self._opened = opened
        self._failed = failed
        self._write = write
        self._close = close
        self._receiver: Receiver | None = None
        self._is_closing = False

    def receive(self, content: bytes) -> None:
        """Take bytes of the program; b"" when it has closed its end."""
        if content:
            self._in.write(content)
        else:
            self._in.write_eof()
        try:
            if self._is_closing:
                self._close_notify()
            else:
                self._read()
        except ssl.SSLWantReadError:
            self._flush()
        except ssl.SSLError as error:
            self._flush()
            self._break_off(error)

    def _read(self) -> None:
        """Hand on what is complete. Raises SSLError."""
        if self._receiver is None:
            self._tls.do_handshake()
            self._receiver = self._opened(self._tls, self.send, self.close)
        while not self._is_closing:
            self._flush()
            try:
                content = self._tls.read(_CHUNK)
            except ssl.SSLEOFError:  # closed without a closure alert
                content = b""
            self._receiver.receive(content)
            if not content:
                return

    def _break_off(self, error: ssl.SSLError) -> None:
        if self._receiver is None:
            self._failed(error.reason or str(error))
        elif not self._is_closing:
            self._receiver.receive(b"")
        self._is_closing = True
        self._close()

    def send(self, content: bytes) -> None:
        """Send plain text to the program."""
        self._tls.write(content)
        self._flush()

    def close(self) -> None:
        """End the connection as TLS does (RFC 8446, section 6.1): once the program has said so too, or is gone."""
        self._is_closing = True
        with suppress(ssl.SSLWantReadError):
            self._close_notify()
        self._flush()

    def _close_notify(self) -> None:
        """Raises SSLWantReadError where the other side has not ended yet."""
        try:
            self._tls.unwrap()
        except ssl.SSLWantReadError:
            raise
        except ssl.SSLError:
            pass
        self._flush()
        self._close()

    def _flush(self) -> None:
        content = self._out.read()
        if content:
            self._write(content)
