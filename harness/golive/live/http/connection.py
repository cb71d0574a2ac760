"""One connection: requests in, answers out in the same order, one at a time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Container
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Protocol

from golive.live.http.limits import Limits
from golive.live.http.reading import Read, Reader, Refused
from golive.live.http.streaming import Stream, StreamedReply
from golive.live.http.writing import CONTINUE, encoded, refusal, stream_head
from golive.sim.live import machine_s
from golive.wire.http_messages import HttpReply, HttpRequest

_READ_AHEAD = 8
"""Requests that wait for the answer to an earlier one before no more is read."""

Done = Callable[[HttpReply | None], None]
"""Takes the reply; None breaks the connection without a byte."""

GiveUp = Callable[[], None]
"""To call when the caller has gone before the reply."""


class Handler(Protocol):
    """Answers requests, at once or later, on the clock's thread."""

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        """Carry out a request; `done` is called once, and again after it has raised Unsendable."""


class Surroundings(Protocol):
    """What the connections of a server have in common."""

    handler: Handler
    limits: Limits
    names: Container[str]
    connections: dict[Connection, None]

    def now_s(self) -> int:
        """The present of the clock, in seconds since the Unix epoch."""

    def is_running(self) -> bool:
        """Whether the loop runs."""


class Connection(asyncio.Protocol):
    """From the first byte to the last. Spans are of real time."""

    transport: asyncio.Transport

    def __init__(self, server: Surroundings) -> None:
        self._server = server
        self._reader = Reader(server.limits, server.names)
        self._began_s = self._heard_s = machine_s()
        self._give_up: GiveUp | None = None
        self._is_answering = False
        self._is_advancing = False
        self._is_full = False
        self._is_over = False
        self._unsent = 0

    @property
    def is_at_work(self) -> bool:
        """Whether a request waits for its answer."""
        return self._is_answering

    # -- called by the loop --------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is open."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._server.connections[self] = None

    def data_received(self, data: bytes) -> None:
        """Take bytes of the caller."""
        if self._is_over:
            return
        reader = self._reader
        self._heard_s = machine_s()
        if not reader.is_within:
            self._began_s = self._heard_s
        reader.feed(data)
        self._advance()

    def eof_received(self) -> None:
        """The caller has closed its end: it waits for nothing more."""
        if self._is_answering:
            self._hang_up()
        else:
            self._reader.end()
            self._advance()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._server.connections.pop(self, None)
        self._hang_up()
        self._is_over = True

    def pause_writing(self) -> None:
        """The caller reads more slowly than answers come."""
        self._is_full = True
        self._heard_s = machine_s()

    def resume_writing(self) -> None:
        """The caller has read most of what was written."""
        self._is_full = False
        self._advance()

    # -- called by the server ------------------------------------------------------------------------------

    def look(self, now_s: float) -> None:
        """End the connection where it has waited too long."""
        limits, reader = self._server.limits, self._reader
        unsent = self.transport.get_write_buffer_size()
        if unsent != self._unsent:
            self._unsent, self._heard_s = unsent, now_s
        silent_s = now_s - self._heard_s
        if self._is_over or unsent:
            if silent_s > (limits.write_s if unsent else limits.stall_s):
                self.cut()
        elif self._is_answering:
            return
        elif reader.is_within:
            spent_s = now_s - self._began_s
            if silent_s > limits.stall_s or spent_s > (
                limits.request_s if reader.has_head else limits.stall_s
            ):
                self.refuse(Refused(HTTPStatus.REQUEST_TIMEOUT, "expected the rest of the request sooner"))
        elif silent_s > limits.idle_s:
            self.transport.close()

    def refuse(self, refused: Refused) -> None:
        """Answer that nothing more is carried out. What still comes is dropped, so that the answer can be read."""
        if not self._is_over and not self.transport.is_closing():
            self._is_over = True
            self.transport.write(refusal(refused, self._server.now_s()))
            with suppress(OSError):  # the caller has gone
                self.transport.write_eof()
            self.transport.resume_reading()

    def cut(self) -> None:
        """End the connection as it is; the handler is not told."""
        self._give_up = None
        self._is_over = True
        self.transport.abort()
        if not self._server.is_running():  # nothing will close the socket before the loop does
            with suppress(OSError):
                self.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    # -- requests and answers ------------------------------------------------------------------------------

    def _advance(self) -> None:
        """Begin the next request, unless an earlier one waits for its answer."""
        reader = self._reader
        if self._is_advancing:
            return
        self._is_advancing = True
        while reader.read and not (self._is_answering or self._is_full or self.transport.is_closing()):
            self._begin(reader.read.popleft())
        self._is_advancing = False
        if self._is_over or self.transport.is_closing():
            return
        if self._is_answering or self._is_full:
            if len(reader.read) > _READ_AHEAD:
                self.transport.pause_reading()
        elif reader.refusal is not None:
            self.refuse(reader.refusal)
        else:
            self.transport.resume_reading()
            if reader.wants_continue:
                reader.wants_continue = False
                self.transport.write(CONTINUE)

    def _begin(self, read: Read) -> None:
        self._is_answering = True
        give_up = self._server.handler.begin(read.request, partial(self._answer, read))
        if self._is_answering:
            self._give_up = give_up

    def _answer(self, read: Read, reply: HttpReply | None) -> None:
        if self._is_over or not self._is_answering:
            return
        if reply is None:
            self._end()
            return
        if isinstance(reply, StreamedReply):
            self.transport.write(stream_head(reply, self._server.now_s()))
            reply.opened(Stream(self.transport))
            return
        content = encoded(read.request, reply, read.is_kept, self._server.now_s())
        self._is_answering = False
        self._give_up = None
        self._heard_s = machine_s()
        self.transport.write(content)
        if reply.is_truncated or not read.is_kept:
            self._end()
        else:
            self._advance()

    def _end(self) -> None:
        """Close the connection once what is written has been sent."""
        self._is_over, self._is_answering, self._give_up = True, False, None
        self.transport.close()

    def _hang_up(self) -> None:
        give_up, self._give_up = self._give_up, None
        self._is_answering = False
        if give_up is not None and not self._is_over:
            self._is_over = True
            give_up()
