"""The addresses that the program can reach: the systems of the run, and its own listening sockets.

A connection is a real pair of connected sockets. Its far end stands in this process: bytes are moved between it and
golive, or it is accepted by another thread of the program.
"""

from __future__ import annotations

import _socket
import errno
import os
import select
from collections import deque
from itertools import count
from typing import Any

from golive_virtual.frames import CLOSE, DATA, DEAF, LISTEN, LOG, OPEN, UNKNOWN_HOST, Frames
from golive_virtual.machine.names import Names
from golive_virtual.refusals import NotInVirtualTime, Refusals, no_tls

LOOPBACK = "127.0.0.1"
HERE = ("", "localhost", LOOPBACK, "::1", "0.0.0.0", "::")
FIRST_PORT = 40_000
"""The first port that is given to a socket that asks for any."""
_CHUNK = 1 << 16

_new_poll = select.poll


class Listener:
    """A listening socket: a byte in its descriptor for each connection that waits to be accepted."""

    def __init__(self, port: int, backlog: int) -> None:
        self.port = port
        self.backlog = max(backlog, 1)
        self.near, self._bell = _socket.socketpair()
        self.waiting: deque[tuple[_socket.socket, int]] = deque()

    def ring(self, near: _socket.socket, port: int) -> bool:
        """Let a connection from that port wait; False when too many do."""
        if len(self.waiting) >= self.backlog:
            return False
        self.waiting.append((near, port))
        self._bell.send(b"\0")
        return True

    def close(self) -> None:
        """Cut what waits."""
        self.near.close()
        self._bell.close()
        for near, _ in self.waiting:
            near.close()
        self.waiting.clear()


class _Far:
    """The far end of a connection to golive, and what did not fit into it yet."""

    __slots__ = ("is_ending", "number", "out", "sock")

    def __init__(self, number: int, sock: _socket.socket) -> None:
        self.number = number
        self.sock = sock
        self.out = bytearray()
        self.is_ending = False


class Network:
    """All connections of the process. `systems` are the ports that golive answers, `names` other machines."""

    def __init__(self, frames: Frames, refusals: Refusals, systems: dict[int, str], names: Names) -> None:
        self._frames = frames
        self._refusals = refusals
        self._systems = systems
        self._named = names
        self._listeners: dict[int, Listener] = {}
        self._far: dict[int, _Far] = {}
        self._by_descriptor: dict[int, _Far] = {}
        self._poll = _new_poll()
        self._explained: set[int] = set()
        self._numbers = count(1)
        self._ports = count(FIRST_PORT)

    # -- the program's side --------------------------------------------------------------------------------

    def check(self, host: str, port: int) -> None:
        """Raise NotInVirtualTime for an address that is not of the run."""
        if host.strip("[]") not in HERE and not self._named.named(host):
            raise self._elsewhere(host, port)

    def _elsewhere(self, host: str, port: int) -> NotInVirtualTime:
        """The refusal of another machine."""
        call, advice = f"connection to {host}:{port}", f"{_advice(host)}; for other services {{instead}}"
        if not self._named.are_given:
            why = f"in virtual time only the systems of the run answer ({self._names()}); take their addresses from the"
            return self._refusals.refusal(
                call, f"{why} environment (GOLIVE_SHOP_URL, GOLIVE_ERP_URL), or, {advice}"
            )
        sentence = self._refusals.sentence(call, f"in this run {self._named} can be reached; {advice}")
        self._frames.send(UNKNOWN_HOST, port, f"{host}\n{sentence}".encode("utf-8", "replace"))
        return NotInVirtualTime(sentence)

    def check_tls(self, address: tuple[Any, ...] | None) -> None:
        """Raise NotInVirtualTime for a connection to a system that speaks plain HTTP at this address."""
        host, port = (address or ("", 0))[:2]
        if host in HERE and port in self._systems and port not in self._listeners:
            raise self._refusals.refusal(*no_tls(host, port, self._systems[port]))

    def address(self, host: str) -> str:
        """The address of the name of another machine; "" for one that leads nowhere."""
        return self._named.address(host)

    def reach(self, host: str, port: int) -> tuple[_socket.socket, int]:
        """A connection: the program's end, and the port it is sent from. Raises OSError as `connect` does."""
        self.check(host, port)
        name = self._named.named(host)
        own_port = next(self._ports)
        near, far = _socket.socketpair()
        near.setblocking(False)
        far.setblocking(False)
        listener = None if name else self._listeners.get(port)
        if listener is not None and listener.ring(far, own_port):
            return near, own_port
        if not name and port not in self._systems:
            near.close()
            far.close()
            self._explain(port)
            raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
        number = next(self._numbers) * 2
        self._add(number, far)
        self._frames.send(OPEN, number, f"{name}:{port}".encode())
        return near, own_port

    def _explain(self, port: int) -> None:
        """Write once to the log why nothing listens at a port."""
        if port not in self._explained:
            self._explained.add(port)
            text = f"golive: nothing listens at {LOOPBACK}:{port}: in virtual time there are {self._names()}, and the"
            self._frames.send(LOG, 0, f"{text} ports that the program itself listens at".encode())

    def _names(self) -> str:
        return ", ".join(f"{name} at {LOOPBACK}:{number}" for number, name in self._systems.items())

    def free_port(self, port: int) -> int:
        """A port to bind to: the given one, or any for 0. Raises OSError when it is in use."""
        if not port:
            return next(self._ports)
        if port in self._listeners or port in self._systems:
            raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
        return port

    def listen(self, port: int, backlog: int) -> Listener:
        """Listen at a port of the loopback interface."""
        listener = self._listeners[port] = Listener(self.free_port(port), backlog)
        self._frames.send(LISTEN, port)
        return listener

    def stop_listening(self, listener: Listener) -> None:
        """Close a listening socket."""
        listener.close()
        if self._listeners.pop(listener.port, None) is not None:
            self._frames.send(DEAF, listener.port)

    # -- the side of golive ----------------------------------------------------------------------------------

    def accept(self, number: int, port: int) -> None:
        """A connection from golive to a port of the program."""
        near, far = _socket.socketpair()
        near.setblocking(False)
        far.setblocking(False)
        listener = self._listeners.get(port)
        if listener is None or not listener.ring(near, next(self._ports)):
            near.close()
            far.close()
            self._frames.send(CLOSE, number)
            return
        self._add(number, far)

    def take(self, number: int, content: bytes) -> None:
        """Bytes from golive for a connection."""
        far = self._far.get(number)
        if far is not None:
            far.out += content
            self._write(far)

    def end(self, number: int) -> None:
        """Golive has closed a connection: it ends once everything is read."""
        far = self._far.get(number)
        if far is not None:
            far.is_ending = True
            self._write(far)

    def pump(self) -> None:
        """Hand on what the program has written, and write what fits now."""
        for descriptor, _ in self._poll.poll(0):
            self._read(self._by_descriptor[descriptor])
        for far in [far for far in self._far.values() if far.out]:
            self._write(far)

    def _add(self, number: int, sock: _socket.socket) -> None:
        far = self._far[number] = self._by_descriptor[sock.fileno()] = _Far(number, sock)
        self._poll.register(far.sock.fileno(), select.POLLIN)

    def _read(self, far: _Far) -> None:
        while True:
            try:
                content = far.sock.recv(_CHUNK)
            except BlockingIOError:
                return
            except OSError:
                content = b""
            if not content:
                self._frames.send(CLOSE, far.number)
                self._forget(far)
                return
            self._frames.send(DATA, far.number, content)

    def _write(self, far: _Far) -> None:
        try:
            while far.out:
                del far.out[: far.sock.send(far.out)]
        except BlockingIOError:
            return
        except OSError:  # the program has closed its end
            far.out.clear()
        if far.is_ending:
            self._forget(far)

    def _forget(self, far: _Far) -> None:
        descriptor = far.sock.fileno()
        self._poll.unregister(descriptor)
        del self._far[far.number], self._by_descriptor[descriptor]
        far.sock.close()


def _advice(host: str) -> str:
    """How a machine that the program calls can be one of the run."""
    if set(host) <= set("0123456789abcdefABCDEF.:"):
        return "where that is the shop or the ERP, let the program call it by a name, which hosts: can lead there"
    return f"where {host} is the shop or the ERP, write hosts: {{{host}: shop}} or {{{host}: erp}} in a candidate file"
