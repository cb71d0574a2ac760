"""The pulse of a live run: how long a round trip takes on this machine, in real time.

A request goes the way of any call of the program: through a server of its own to the clock's thread and back. Where it
takes long, the program had no room to answer in time either, whatever its design.
"""

from __future__ import annotations

import http.client
import threading
from contextlib import suppress

from golive.live.http.connection import Done, GiveUp
from golive.live.http.server import HERE, Server
from golive.sim import LiveClock
from golive.sim.durations import Durations
from golive.sim.live import machine_s
from golive.wire.http_messages import HttpReply, HttpRequest

EVERY_S = 0.1
TIMEOUT_S = 10.0
FIRST = 30
"""Round trips of a first measurement."""


class Pulse:
    """Measures round trips from construction to `close`; `round_trips` are in ms of real time."""

    def __init__(self, clock: LiveClock) -> None:
        self.round_trips = Durations()
        self._server = Server(clock, self)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="golive-pulse")
        self._connection = http.client.HTTPConnection(HERE, self._server.port, timeout=TIMEOUT_S)

    def measure(self) -> Durations:
        """Measure some round trips in a row, in a thread other than the clock's."""
        found = Durations()
        self._once(Durations())  # the first one opens the connection
        for _ in range(FIRST):
            self._once(found)
        return found

    def start(self) -> None:
        """Measure now and then from here on."""
        self._thread.start()

    def close(self) -> None:
        """End thread, connection and server. From any thread."""
        self._is_over.set()
        self._server.close()
        if self._thread.ident is not None:
            self._thread.join()
        self._connection.close()

    def _beat(self) -> None:
        while not self._is_over.wait(EVERY_S):
            self._once(self.round_trips)

    def _once(self, into: Durations) -> None:
        began_s = machine_s()
        try:
            self._connection.request("GET", "/")
            self._connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            with suppress(OSError):
                self._connection.close()
            if self._is_over.is_set():
                return
        into.add((machine_s() - began_s) * 1000)

    def begin(self, request: HttpRequest, done: Done) -> GiveUp:
        """See `golive.live.http.connection.Handler`."""
        done(HttpReply(204, [], b""))
        return lambda: None
