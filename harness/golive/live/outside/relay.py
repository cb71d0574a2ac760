"""Passing bytes between two connections, and a loop in a thread of its own that does so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

HOST = "127.0.0.1"
LONGEST_HEAD = 65_536

_CHUNK = 65_536

T = TypeVar("T")
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class RelayLoop:
    """An event loop in a thread; `close` ends every server and connection in it."""

    def __init__(self) -> None:
        self._loop = asyncio.SelectorEventLoop()
        self._servers: list[asyncio.AbstractServer] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="golive-outside")
        self._thread.start()

    def listen(self, handler: Handler, **place: Any) -> int:
        """Serve on a port of the loopback interface; returns it. `place` as for `asyncio.start_server`."""
        made = asyncio.start_server(self._tracked(handler), HOST, limit=LONGEST_HEAD, **{"port": 0, **place})
        server = self._do(made)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def listen_at(self, path: Path, handler: Handler) -> None:
        """Serve on a Unix socket."""
        self._servers.append(self._do(asyncio.start_unix_server(self._tracked(handler), path)))

    def close(self) -> None:
        """Close everything and end the thread. Safe to repeat."""
        if self._loop.is_closed():
            return
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _tracked(self, handler: Handler) -> Handler:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                await handler(reader, writer)
            except (OSError, EOFError, ValueError, asyncio.CancelledError):
                writer.transport.abort()
            finally:
                writer.close()
                self._tasks.discard(task)

        return handle


def to_port(port: int) -> Handler:
    """Pass each connection on to a port of the loopback interface."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await relay((reader, writer), await asyncio.open_connection(HOST, port))

    return handle


async def relay(one: Ends, other: Ends, first: bytes = b"") -> None:
    """Pass bytes in both directions until both sides have ended; `first` was read from `one` before."""
    if first:
        other[1].write(first)
    try:
        await asyncio.gather(_copy(one[0], other[1]), _copy(other[0], one[1]))
    except OSError:
        one[1].transport.abort()
    finally:
        other[1].close()
        with suppress(OSError):
            await other[1].wait_closed()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(_CHUNK):
        target.write(data)
        await target.drain()
    if target.can_write_eof():
        target.write_eof()
    else:  # TLS has no half-closed connections
        target.close()
