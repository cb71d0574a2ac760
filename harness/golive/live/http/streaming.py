"""Replies without an end: what is written goes out at once, until one side closes the connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from golive.wire.http_messages import HttpReply

_MOST_UNREAD = 262_144
"""Bytes that may wait for a slow reader before more is left out."""


class Stream:
    """The open end of a streamed reply, for the clock's thread."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    @property
    def is_open(self) -> bool:
        """Whether the connection is still there."""
        return not self._transport.is_closing()

    def send(self, content: bytes) -> bool:
        """Write content whole, or leave it out where the reader lags behind. Returns whether it was written."""
        if not self.is_open or self._transport.get_write_buffer_size() > _MOST_UNREAD:
            return False
        self._transport.write(content)
        return True

    def close(self) -> None:
        """Close the connection once everything written has been sent. Safe to repeat."""
        self._transport.close()


@dataclass(slots=True)
class StreamedReply(HttpReply):
    """A reply whose head is followed by a stream; `opened` gets it at once, and the body is not sent."""

    opened: Callable[[Stream], None] = lambda stream: stream.close()
