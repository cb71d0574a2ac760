"""An HTTP server for one handler, on the loop of the live clock: gone without a trace when closed."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Container
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from golive.live.http.callers import OwnNames
from golive.live.http.connection import Connection, Handler
from golive.live.http.limits import Limits, most_connections
from golive.live.http.reading import Refused
from golive.sim import LiveClock
from golive.sim.live import machine_s

HERE = "127.0.0.1"
_BACKLOG = 1_024
_AT_ONCE = 64
"""Connections that are accepted before others are served."""
_LOOK_EVERY_S = 0.05


class Server:
    """Serves from construction to `close`. Port 0 picks a free one; `port` and `url` say which. Raises OSError.

    `names` are host names besides those of this machine by which callers may know it. The end of the clock is that of
    the server too.
    """

    def __init__(
        self,
        clock: LiveClock,
        handler: Handler,
        host: str = HERE,
        port: int = 0,
        limits: Limits | None = None,
        names: Container[str] = (),
    ) -> None:
        self.handler = handler
        self.limits = limits or Limits()
        self.names: Container[str] = OwnNames(names)
        self.connections: dict[Connection, None] = {}
        self._clock = clock
        self._loop = clock.loop
        self._most = most_connections()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_listening = False
        self._is_closed = False
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        clock.attach(self)
        if self._is_on_loop():
            self._listen()
        else:
            clock.submit(self._listen)

    def now_s(self) -> int:
        """The present of the clock, in seconds since the Unix epoch."""
        return self._clock.now() // 1000

    def is_running(self) -> bool:
        """Whether the loop runs."""
        return self._loop.is_running()

    def look(self) -> None:
        """Called by the clock in real time: end what has waited too long, and accept again after a lack of files."""
        now_s = machine_s()
        for connection in list(self.connections):
            connection.look(now_s)
        self._listen()

    def end(self) -> None:
        """On the clock's thread, or when its loop has stopped: drop the connections as they are and free the port."""
        if self._is_closed:
            return
        self._is_closed = True
        self._clock.detach(self)
        self._stop_listening()
        self._socket.close()
        for connection in list(self.connections):
            connection.cut()

    def close(self) -> None:
        """End the server; from any thread, safe to repeat."""
        if self._is_on_loop() or not self._loop.is_running():
            self.end()
            return
        done = threading.Event()
        with suppress(RuntimeError):  # the loop is closed, and the server with it
            self._clock.submit(partial(self._end_and_tell, done))
            while not done.wait(_LOOK_EVERY_S) and self._loop.is_running():
                pass

    def _end_and_tell(self, done: threading.Event) -> None:
        self.end()
        self._loop.call_soon(done.set)  # after the connections, which end in the next turn of the loop

    def _is_on_loop(self) -> bool:
        try:
            return asyncio.get_running_loop() is self._loop
        except RuntimeError:
            return False

    # -- accepting -----------------------------------------------------------------------------------------

    def _listen(self) -> None:
        if not self._is_listening and not self._is_closed:
            self._is_listening = True
            self._loop.add_reader(self._socket, self._accept)

    def _stop_listening(self) -> None:
        if self._is_listening:
            self._is_listening = False
            self._loop.remove_reader(self._socket)

    def _accept(self) -> None:
        for _ in range(_AT_ONCE):
            try:
                accepted, _address = self._socket.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError:  # no file descriptors are left: until the next look
                self._make_room(None)
                self._stop_listening()
                return
            accepted.setblocking(False)
            task = self._loop.create_task(self._connect(accepted))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _connect(self, accepted: socket.socket) -> None:
        try:
            _, connection = await self._loop.connect_accepted_socket(lambda: Connection(self), accepted)
        except OSError:
            accepted.close()
            return
        if len(self.connections) > self._most and not self._make_room(connection):
            connection.refuse(Refused(HTTPStatus.SERVICE_UNAVAILABLE, "too many connections are open"))

    def _make_room(self, newest: Connection | None) -> bool:
        """Whether an older connection without a request at work could be dropped: the oldest one."""
        idle = next((each for each in self.connections if not each.is_at_work), None)
        if idle is None or idle is newest:
            return False
        del self.connections[idle]
        idle.cut()
        return True


def _listening(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(_BACKLOG)
        found.setblocking(False)
    except BaseException:
        found.close()
        raise
    return found
