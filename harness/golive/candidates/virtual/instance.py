"""One process of a program during a run: its turns, its connections and its ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from golive.candidates.virtual.asking import Asking, Replied
from golive.candidates.virtual.child import Child, Ended
from golive.candidates.virtual.outside.ends import Receiver
from golive.candidates.virtual.outside.names import Outside
from golive.candidates.virtual.systems import WEBHOOK_PORT
from golive.record.ledger import Emit
from golive.sim import Environment
from golive_virtual.frames import (
    CLOCK,
    CLOSE,
    CONNECT,
    DATA,
    DEAF,
    FAILED,
    LISTEN,
    LOG,
    OPEN,
    REFUSED,
    UNKNOWN_HOST,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an instance acts on. `outside` answers its connections.

    `log` takes a number and text, `ended` is called when a program ends by itself, `ports_changed` after it began or
    ended to listen at a port.
    """

    env: Environment
    outside: Outside
    emit: Emit
    log: Callable[[int, str], None]
    ended: Callable[[Ended], None]
    ports_changed: Callable[[], None]


class Instance:
    """A process from its start to its end; `number` is that of the start.

    `is_over`: the process is gone, and nothing of it reaches the world.
    """

    def __init__(self, number: int, child: Child, around: Surroundings) -> None:
        self.number = number
        self.is_over = False
        self._child = child
        self._around = around
        self._env = around.env
        self._connections: dict[int, Receiver] = {}
        self._numbers = 1
        self._ports: dict[int, None] = {}
        self._wake = 0
        self._is_due = False
        self._is_paused = False
        self._take: dict[int, Callable[[int, bytes], None]] = {
            OPEN: self._opened,
            DATA: self._received,
            CLOSE: self._closed,
            LISTEN: self._listens,
            DEAF: self._is_deaf,
            LOG: lambda _, content: self._log(content.decode("utf-8", "replace")),
            REFUSED: lambda _, content: around.outside.refuse(number, content.decode("utf-8", "replace")),
            UNKNOWN_HOST: partial(around.outside.unknown_host, number),
            FAILED: self._thread_failed,
        }

    # -- turns -----------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Let the program run until it waits for the first time."""
        self._turn(None)

    def _soon(self) -> None:
        """Something has happened for the program: it gets a turn at this instant."""
        if not self._is_due:
            self._is_due = True
            self._env.after(0, self._now, None)

    def _now(self, _: object) -> None:
        self._is_due = False
        if not self.is_over and not self._is_paused:
            self._turn(self._env.now_ms())

    def _turn(self, now_ms: int | None) -> None:
        try:
            wake_ms = self._child.turn(self._frame, now_ms)
        except Ended as ended:
            if not self.is_over:
                self._around.ended(ended)
            return
        if self.is_over or wake_ms is None:
            return
        self._wake += 1
        self._env.after(max(0, wake_ms - self._env.now_ms()), self._woken, self._wake)

    def _woken(self, wake: int) -> None:
        if wake == self._wake:
            self._now(None)

    def _frame(self, kind: int, number: int, content: bytes) -> None:
        if not self.is_over:  # it may have been killed by what it did in this turn
            self._take[kind](number, content)

    def pause(self) -> None:
        """Give it no turns until `resume`."""
        self._is_paused = True

    def resume(self) -> None:
        """Give it turns again."""
        self._is_paused = False
        self._soon()

    def set_clock(self, by_ms: int) -> None:
        """From its next turn on its clock differs from the world's by so much. It is not woken by that."""
        if not self.is_over:
            self._child.send(CLOCK, by_ms)

    def kill(self) -> None:
        """End the process, and all its connections with it. Safe to repeat."""
        if self.is_over:
            return
        self.is_over = True
        self._child.kill()
        spilled = self._child.spilled()
        if spilled:
            self._log(spilled)
        self._child.end()
        self._wake += 1
        self._ports.clear()
        connections, self._connections = self._connections, {}
        for connection in connections.values():
            if isinstance(connection, Asking):
                connection.finish(None)

    # -- what the program does -------------------------------------------------------------------------------

    def _opened(self, number: int, content: bytes) -> None:
        ends = self._ends(number)
        self._connections[number] = self._around.outside.opened(self.number, content.decode(), *ends)

    def _ends(self, number: int) -> tuple[Callable[[bytes], None], Callable[[], None]]:
        return partial(self._send, DATA, number), partial(self._hang_up, number)

    def _send(self, kind: int, number: int, content: bytes = b"") -> None:
        if not self.is_over:
            self._child.send(kind, number, content)
            self._soon()

    def _hang_up(self, number: int) -> None:
        if self._connections.pop(number, None) is not None:
            self._send(CLOSE, number)

    def _received(self, number: int, content: bytes) -> None:
        connection = self._connections.get(number)
        if connection is not None:
            connection.receive(content)

    def _closed(self, number: int, _: bytes) -> None:
        connection = self._connections.pop(number, None)
        if connection is not None:
            connection.receive(b"")

    def _listens(self, port: int, _: bytes) -> None:
        self._ports[port] = None
        self._around.ports_changed()

    def _is_deaf(self, port: int, _: bytes) -> None:
        self._ports.pop(port, None)
        self._around.ports_changed()

    def _log(self, text: str) -> None:
        self._around.log(self.number, text)

    def _thread_failed(self, _: int, content: bytes) -> None:
        data = {"why": content.decode("utf-8", "replace"), "at_ms": self._env.now_ms(), "is_thread": True}
        self._around.emit("candidate.task_failed", {}, data)

    # -- what the program is asked ---------------------------------------------------------------------------

    @property
    def is_listening(self) -> bool:
        """Whether the program listens at any port."""
        return bool(self._ports)

    @property
    def takes_notices(self) -> bool:
        """Whether the port of the webhook is open."""
        return WEBHOOK_PORT in self._ports

    def ask(
        self, url: str, port: int, headers: dict[str, str], body: bytes, replied: Replied
    ) -> Asking | None:
        """POST to a port of the program; None, and no reply, where nothing listens."""
        if port not in self._ports:
            replied(None)
            return None
        self._numbers += 2
        number = self._numbers
        self._send(CONNECT, number, b"%d" % port)
        write, close = self._ends(number)
        asking = self._connections[number] = Asking(url, headers, body, write, close, replied)
        return asking
