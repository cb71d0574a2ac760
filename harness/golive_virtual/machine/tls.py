"""`ssl.SSLSocket` with waits in simulated time, and the authority that stands for all public ones."""

from __future__ import annotations

import os
import select
import ssl
from collections.abc import Callable
from typing import Any

from golive_virtual.machine import sockets
from golive_virtual.machine.sockets import Socket
from golive_virtual.waiting.scheduler import SCHEDULER

PUBLIC_ROOTS = ("certifi", "cacert.pem")
"""The end of the path of the list of public authorities that Python packages bring along."""

_Tls = ssl.SSLSocket
_load = ssl.SSLContext.load_verify_locations


class TlsSocket(_Tls, Socket):
    """In place of `ssl.SSLSocket`: its plain part is a `Socket`."""

    @classmethod
    def _create(cls, sock: Socket, *args: Any, **options: Any) -> Any:
        with sock._handing_over():
            return super()._create(sock, *args, **options)  # type: ignore[misc]

    def _in_time(self, attempt: Callable[..., Any], *args: Any) -> Any:
        """Try until it is possible. Raises SSLWantReadError, SSLWantWriteError or TimeoutError as `ssl` does."""
        deadline_ms = SCHEDULER.deadline(self._wait_s)
        while True:
            try:
                return attempt(self, *args)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as wanted:
                if self._wait_s == 0:
                    SCHEDULER.glance()
                    raise
                is_reading = isinstance(wanted, ssl.SSLWantReadError)
            waited = ((self.fileno(), select.POLLIN if is_reading else select.POLLOUT),)
            if not SCHEDULER.wait_for(waited, deadline_ms):
                raise TimeoutError(f"The {attempt.__name__} operation timed out")

    def do_handshake(self, block: bool = False) -> None:
        """As `ssl.SSLSocket.do_handshake`."""
        if not self.server_side:
            sockets.NETWORK.check_tls(self._peer)
        wait_s = self._wait_s
        if block and wait_s == 0:
            self._wait_s = None
        try:
            self._in_time(_Tls.do_handshake)
        finally:
            self._wait_s = wait_s

    def read(self, *args: Any) -> Any:
        """As `ssl.SSLSocket.read`."""
        return self._in_time(_Tls.read, *args)

    def write(self, data: Any) -> int:
        """As `ssl.SSLSocket.write`."""
        return int(self._in_time(_Tls.write, data))

    def send(self, *args: Any) -> int:
        """As `ssl.SSLSocket.send`."""
        return int(self._in_time(_Tls.send, *args))

    def unwrap(self) -> Any:
        """As `ssl.SSLSocket.unwrap`."""
        return self._in_time(_Tls.unwrap)


def trust(authority: str) -> None:
    """Read the file of this authority wherever a list of public ones is read."""

    def load_verify_locations(
        self: ssl.SSLContext, cafile: Any = None, capath: Any = None, cadata: Any = None
    ) -> None:
        """As `ssl.SSLContext.load_verify_locations`."""
        if isinstance(cafile, (str, bytes, os.PathLike)):
            parts = os.fsdecode(cafile).rsplit(os.sep, 2)
            cafile = authority if tuple(parts[-2:]) == PUBLIC_ROOTS else cafile
        _load(self, cafile, capath, cadata)

    context: Any = ssl.SSLContext
    context.load_verify_locations = load_verify_locations


def install() -> None:
    """Have contexts make these sockets. The name `ssl.SSLSocket` stays: its methods look themselves up by it."""
    context: Any = ssl.SSLContext
    context.sslsocket_class = TlsSocket
