"""An HTTP server for one application, on waitress: keep-alive, TCP_NODELAY, and gone without a trace when closed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, cast

from waitress import wasyncore
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

LARGEST_BODY_BYTES = 10_000_000
THREADS = 32
"""They write answers. Where an application waits in them, each waiting request occupies one."""

_SETTINGS: dict[str, Any] = {
    "asyncore_use_poll": True,
    "channel_timeout": 120,
    "clear_untrusted_proxy_headers": False,
    "connection_limit": 1000,
    "ident": "",
    "log_socket_errors": False,
}
_JOIN_S = 5.0

Application = Callable[[dict[str, Any], Any], Any]
Begin = Callable[[Any, Callable[[], None]], None]
"""Takes what the parser has read and a function to call when the application has something to answer."""

_silent = logging.getLogger("golive.live.queue")
_silent.addHandler(logging.NullHandler())
_silent.propagate = False


class _Workers(ThreadedTaskDispatcher):
    """Waitress' pool with threads that can be joined, and with requests that wait outside of them.

    With `begin`, a request that has been read is announced first; a thread takes it up when `begin` releases it.
    """

    queue_logger = _silent

    def __init__(self, begin: Begin | None) -> None:
        super().__init__()
        self.started: list[threading.Thread] = []
        self._begin = begin

    def add_task(self, task: Any) -> None:
        """Called with a channel whose first request has been read completely, or is beyond repair."""
        add = super().add_task
        if self._begin is None or task.requests[0].error:
            add(task)
        else:
            self._begin(task.requests[0], lambda: add(task))

    def start_new_thread(self, target: Callable[[int], object], thread_no: int) -> None:
        thread = threading.Thread(target=target, name=f"golive-http-{thread_no}", args=(thread_no,))
        self.started.append(thread)
        thread.start()

    def join(self, seconds: float) -> bool:
        """Whether all threads have ended; waits up to `seconds` for each."""
        for thread in self.started:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self.started)


class Server:
    """Serves from construction to `close`. Port 0 picks a free one; `port` and `url` say which.

    `begin`, where given, is called with each request as soon as it has been read; the application is called for
    it only after that. `release` is called first at the end: it must let go whatever the application's threads
    wait for.
    """

    def __init__(
        self,
        app: Application,
        begin: Begin | None = None,
        release: Callable[[], None] = lambda: None,
        host: str = "127.0.0.1",
        port: int = 0,
        threads: int = THREADS,
        largest_body_bytes: int = LARGEST_BODY_BYTES,
    ) -> None:
        self._release = release
        self._workers = _Workers(begin)
        self._map: dict[int, Any] = {}
        server: Any = cast(Any, create_server)(
            app,
            map=self._map,
            _dispatcher=self._workers,
            host=host,
            port=port,
            threads=threads,
            max_request_body_size=largest_body_bytes,
            **_SETTINGS,
        )
        self._server = server
        self.port = int(server.effective_port)
        self.url = f"http://{host}:{self.port}"
        self._is_closing = False
        self._is_woken = threading.Event()
        self._workers.set_thread_count(threads)
        self._thread = threading.Thread(target=self._serve, name=f"golive-http-{self.port}")
        self._thread.start()

    def _serve(self) -> None:
        while not self._is_closing:
            wasyncore.poll2(1.0, self._map)
        self._is_woken.wait()  # `close` still needs the trigger: a freed descriptor may be reused
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        wasyncore.close_all(self._map, ignore_all=True)

    def close(self) -> None:
        """End every thread and free the port. Connections are dropped as they are."""
        if self._is_closing:
            return
        self._release()
        self._workers.set_thread_count(0)
        self._workers.join(_JOIN_S)
        self._is_closing = True
        self._server.pull_trigger()
        self._is_woken.set()
        self._thread.join()
        self._workers.join(_JOIN_S)
