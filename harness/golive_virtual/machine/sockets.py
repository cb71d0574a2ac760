"""`socket.socket` on the network of the run, with waits in simulated time.

The descriptor is a real one: of a socket of the kernel until it is connected, then of one end of a pair.
"""

from __future__ import annotations

import _socket
import errno
import os
import select
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from golive_virtual.machine.network import HERE, LOOPBACK, Listener, Network
from golive_virtual.refusals import Refusals
from golive_virtual.waiting.scheduler import SCHEDULER

_Base = socket.socket
_getaddrinfo = _socket.getaddrinfo
_IN, _OUT = select.POLLIN, select.POLLOUT
_INTERNET = (socket.AF_INET, socket.AF_INET6)
_NO_RECEIVER = "datagrams have no receiver in virtual time; {instead}"

NETWORK: Network
REFUSALS: Refusals

_handed: dict[int, tuple[Any, Any, Listener | None]] = {}
"""Peer, own address and listener of descriptors that are changing hands, from one socket object to another."""


class Socket(_Base):
    """In place of `socket.socket`."""

    __slots__ = ("_listener", "_own", "_peer", "_wait_s")

    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: Any = None) -> None:
        super().__init__(family, type, proto, fileno)
        self._wait_s = socket.getdefaulttimeout()
        self._peer: tuple[Any, ...] | None
        self._own: tuple[Any, ...] | None
        self._listener: Listener | None
        self._peer, self._own, self._listener = _handed.pop(self.fileno(), (None, None, None))
        super().settimeout(0)

    # -- timeouts ------------------------------------------------------------------------------------------

    def settimeout(self, value: float | None) -> None:
        """As `socket.settimeout`, in simulated time."""
        if value is not None and value < 0:
            raise ValueError("Timeout value out of range")
        self._wait_s = None if value is None else float(value)

    def gettimeout(self) -> float | None:
        """As `socket.gettimeout`."""
        return self._wait_s

    def setblocking(self, flag: bool) -> None:
        """As `socket.setblocking`."""
        self._wait_s = None if flag else 0.0

    def getblocking(self) -> bool:
        """As `socket.getblocking`."""
        return self._wait_s != 0

    @property
    def timeout(self) -> float | None:
        """As `socket.timeout`."""
        return self._wait_s

    def _patiently(self, events: int, attempt: Callable[..., Any], *args: Any) -> Any:
        """Try until it is possible. Raises BlockingIOError or TimeoutError as sockets do."""
        deadline_ms = SCHEDULER.deadline(self._wait_s)
        while True:
            try:
                return attempt(self, *args)
            except BlockingIOError:
                if self._wait_s == 0:
                    SCHEDULER.glance()
                    raise
            if not SCHEDULER.wait_for(((self.fileno(), events),), deadline_ms):
                raise TimeoutError("timed out")

    # -- bytes ---------------------------------------------------------------------------------------------

    def recv(self, *args: Any) -> bytes:
        """As `socket.recv`."""
        if self._listener is not None:
            raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
        received: bytes = self._patiently(_IN, _Base.recv, *args)
        return received

    def recv_into(self, *args: Any) -> int:
        """As `socket.recv_into`."""
        return int(self._patiently(_IN, _Base.recv_into, *args))

    def recvfrom(self, *args: Any) -> Any:
        """As `socket.recvfrom`."""
        return self._patiently(_IN, _Base.recvfrom, *args)

    def recvmsg(self, *args: Any) -> Any:
        """As `socket.recvmsg`."""
        return self._patiently(_IN, _Base.recvmsg, *args)

    def send(self, *args: Any) -> int:
        """As `socket.send`; datagrams are refused."""
        if self._sends_datagrams():
            raise REFUSALS.refusal("socket.send", _NO_RECEIVER)
        return int(self._patiently(_OUT, _Base.send, *args))

    def sendmsg(self, *args: Any) -> int:
        """As `socket.sendmsg`; datagrams are refused."""
        if self._sends_datagrams():
            raise REFUSALS.refusal("socket.sendmsg", _NO_RECEIVER)
        return int(self._patiently(_OUT, _Base.sendmsg, *args))

    def sendall(self, data: Any, *flags: Any) -> None:
        """As `socket.sendall`."""
        with memoryview(data) as view, view.cast("B") as left:
            at = 0
            while at < len(left):
                at += self.send(left[at:], *flags)

    def sendto(self, *args: Any) -> int:
        """As `socket.sendto`; datagrams are refused."""
        raise REFUSALS.refusal("socket.sendto", _NO_RECEIVER)

    def _sends_datagrams(self) -> bool:
        """Whether its bytes would leave as datagrams."""
        return self.family in _INTERNET and self.type == socket.SOCK_DGRAM

    # -- connections -----------------------------------------------------------------------------------------

    def connect(self, address: Any) -> None:
        """As `socket.connect`; it succeeds or fails at once.

        Of datagrams it sends nothing: programs find out the address of their machine by it.
        """
        if self._sends_datagrams():
            own_port = NETWORK.free_port(0) if self._own is None else self._own[1]
            self._peer, self._own = tuple(address), (LOOPBACK, own_port)
            return
        if self.family not in _INTERNET or self.type != socket.SOCK_STREAM:
            why = "in virtual time there are TCP connections only; use one, or {instead}"
            raise REFUSALS.refusal(f"socket.connect to {address}", why)
        if self._peer is not None:
            raise OSError(errno.EISCONN, os.strerror(errno.EISCONN))
        host, port = str(address[0]), int(address[1])
        near, own_port = NETWORK.reach(host, port)
        self._become(near)
        self._peer, self._own = (NETWORK.address(host) or host, port, *address[2:]), (LOOPBACK, own_port)

    def connect_ex(self, address: Any) -> int:
        """As `socket.connect_ex`."""
        try:
            self.connect(address)
        except OSError as error:
            if error.errno is None:
                raise
            return error.errno
        return 0

    def bind(self, address: Any) -> None:
        """As `socket.bind`, on the loopback interface."""
        if self.family not in _INTERNET:
            why = "in virtual time there are TCP connections only; use one, or {instead}"
            raise REFUSALS.refusal(f"socket.bind to {address}", why)
        self._own = (str(address[0]) or "0.0.0.0", NETWORK.free_port(int(address[1])))

    def listen(self, backlog: int = 128) -> None:
        """As `socket.listen`."""
        if self._listener is None:
            self._own = self._own or ("0.0.0.0", NETWORK.free_port(0))
            self._listener = NETWORK.listen(self._own[1], backlog)
            self._become(self._listener.near)

    def accept(self) -> tuple[socket.socket, Any]:
        """As `socket.accept`."""
        if self._listener is None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._patiently(_IN, _Base.recv, 1)
        near, port = self._listener.waiting.popleft()
        made = Socket(self.family, self.type, self.proto, near.detach())
        made._peer, made._own = (LOOPBACK, port), self._own
        return made, made._peer

    @contextmanager
    def _handing_over(self) -> Iterator[None]:
        """Within it, a socket that is made for the same descriptor takes the place of this one."""
        descriptor = self.fileno()
        _handed[descriptor] = self._peer, self._own, self._listener
        try:
            yield
        finally:
            if _handed.pop(descriptor, None) is None:
                self._listener = None

    def _become(self, near: _socket.socket) -> None:
        """Put another open socket behind the descriptor."""
        os.dup2(near.fileno(), self.fileno(), inheritable=False)
        os.set_blocking(self.fileno(), False)
        near.close()

    def getpeername(self) -> Any:
        """As `socket.getpeername`."""
        if self._listener is not None:
            raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
        return super().getpeername() if self._peer is None else self._peer

    def getsockname(self) -> Any:
        """As `socket.getsockname`."""
        return super().getsockname() if self._own is None else self._own

    def setsockopt(self, *args: Any) -> None:
        """As `socket.setsockopt`; what a pair of sockets does not have is ignored."""
        try:
            super().setsockopt(*args)
        except OSError:
            if self._peer is None and self._listener is None:
                raise

    def getsockopt(self, *args: Any) -> Any:
        """As `socket.getsockopt`; what a pair of sockets does not have is 0."""
        try:
            return super().getsockopt(*args)
        except OSError:
            return 0

    def _real_close(self, *args: Any) -> None:
        if self._listener is not None:
            NETWORK.stop_listening(self._listener)
            self._listener = None
        super()._real_close(*args)  # type: ignore[misc]


# -- names ---------------------------------------------------------------------------------------------------


def getaddrinfo(
    host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
) -> list[Any]:
    """In place of `socket.getaddrinfo`: nothing is looked up outside of this process."""
    name = host.decode() if isinstance(host, bytes) else host
    try:
        found = _getaddrinfo(_address(name), port, family, type, proto, flags | socket.AI_NUMERICHOST)
    except socket.gaierror:
        NETWORK.check(str(name), port if isinstance(port, int) else 0)
        raise
    return [(socket.AddressFamily(each[0]), socket.SocketKind(each[1]), *each[2:]) for each in found]


def _address(name: Any) -> Any:
    """The address of this machine's name, and of one that leads to golive; all else as it is."""
    if not isinstance(name, str):
        return name
    return LOOPBACK if name in ("localhost", socket.gethostname()) else NETWORK.address(name) or name


def gethostbyname(name: str) -> str:
    """In place of `socket.gethostbyname`."""
    found = str(_address(name))
    NETWORK.check(found, 0)
    return LOOPBACK if found in HERE else found


def gethostbyname_ex(name: str) -> tuple[str, list[str], list[str]]:
    """In place of `socket.gethostbyname_ex` and `socket.gethostbyaddr`."""
    return name, [], [gethostbyname(name)]


def getfqdn(name: str = "") -> str:
    """In place of `socket.getfqdn`."""
    return name or "localhost"


def gethostname() -> str:
    """In place of `socket.gethostname`."""
    return "localhost"


def install(network: Network, refusals: Refusals) -> None:
    """Replace the sockets of the module `socket`."""
    global NETWORK, REFUSALS
    NETWORK, REFUSALS = network, refusals
    module: Any = socket
    module.socket = module.SocketType = Socket
    module.gethostbyaddr = gethostbyname_ex
    for replacement in (getaddrinfo, gethostbyname, gethostbyname_ex, getfqdn, gethostname):
        setattr(module, replacement.__name__, replacement)
