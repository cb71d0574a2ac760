"""The frames between golive and the process of a candidate. The two sides take turns.

golive sends what has happened and ends its turn with RUN. The process sends what its program does and ends its turn
with IDLE. A frame is a kind, a number and content.
"""

from __future__ import annotations

import struct
from typing import Any

START, RUN, CONNECT, DATA, CLOSE, CLOCK = range(1, 7)
"""START: JSON settings. RUN: the instant in ms. CONNECT: a connection to the port in the content. DATA and CLOSE go
both ways. CLOCK: from now on the clock shows so many ms more than the instant, which may be negative."""
OPEN, LISTEN, DEAF, LOG, REFUSED, FAILED, IDLE, ENDED, UNKNOWN_HOST = range(10, 19)
"""OPEN: a connection to `host:port` in the content; without a host it is this machine. LISTEN, DEAF: a port. LOG,
REFUSED, FAILED: text. IDLE: the instant in ms at which the program wants to go on, -1 for none. ENDED: the exit status,
and in the content why. UNKNOWN_HOST: a port, and in the content a host name, a line feed, and why it is refused."""

_HEAD = struct.Struct("!BqI")
_CHUNK = 1 << 16


class Frames:
    """Frames over a connected stream socket. `send` collects; `flush` writes all at once.

    With `most`, so many collected bytes are written without waiting for `flush`: for the side that has the turn.
    """

    def __init__(self, sock: Any, most: int = 0) -> None:
        self._sock = sock
        self._most = most
        self._size = 0
        self._out: list[bytes] = []
        self._in = bytearray()

    def send(self, kind: int, number: int = 0, content: bytes = b"") -> None:
        """Add a frame to what is written by the next `flush`."""
        self._out.append(_HEAD.pack(kind, number, len(content)))
        if content:
            self._out.append(content)
            self._size += len(content)
            if self._most and self._size > self._most:
                self.flush()

    def flush(self) -> None:
        """Write the collected frames. Raises OSError when the other side is gone."""
        if self._out:
            whole = b"".join(self._out)
            self._out.clear()
            self._size = 0
            self._sock.sendall(whole)

    def receive(self) -> tuple[int, int, bytes]:
        """Wait for a frame: its kind, number and content. Raises EOFError when the other side is gone."""
        self._read(_HEAD.size)
        kind, number, length = _HEAD.unpack_from(self._in)
        self._read(_HEAD.size + length)
        content = bytes(self._in[_HEAD.size : _HEAD.size + length])
        del self._in[: _HEAD.size + length]
        return kind, number, content

    def _read(self, size: int) -> None:
        while len(self._in) < size:
            chunk = self._sock.recv(_CHUNK)
            if not chunk:
                raise EOFError
            self._in += chunk
