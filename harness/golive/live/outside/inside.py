"""The first process of a sealed program: sets up its network and files, runs the command, and passes connections on.

Runs alone, with the standard library only, inside namespaces of its own: as `python -I -S inside.py PLAN`, where PLAN
is a JSON file with

    mounts   pairs of files; each first one is mounted over the second
    listen   pairs of a port of the loopback interface and a Unix socket that leads out of the seal
    accept   pairs of a Unix socket and a port inside it, the way in
    command, folder, env    the program
    anchor   for libfaketime: steady time in seconds, the program's time then in ms, and its speed

A connection to a socket of `accept` gets one byte as soon as something inside has taken it. Ends with the status of
the program, 128 and the number for a signal; then the kernel ends all that is left inside. Signals reach the program as
a member of its process group.
"""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

TAKEN = b"\x01"

_HOST = "127.0.0.1"
_CHUNK = 65_536
_DNS_PORT = 53
_MS_BIND = 4096
_SET_FLAGS, _UP = 0x8914, 0x1 | 0x40
_CAPABILITIES, _CLEAR_ALL = 47, 4
_C = ctypes.CDLL(None, use_errno=True)

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def raise_loopback() -> None:
    """Bring the loopback interface up: in a new network namespace it is down."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))


def mount_over(source: str, target: str) -> None:
    """Show a file in place of another one, for this process and those it starts."""
    if _C.mount(source.encode(), target.encode(), None, _MS_BIND, None):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), target)


def mount_memory(target: str) -> None:
    """Give this process and those it starts shared memory of their own, if the machine has any."""
    if Path(target).is_dir():
        _C.mount(b"tmpfs", target.encode(), b"tmpfs", 0, b"mode=1777")


def drop_capabilities() -> None:
    """In the program, before it begins: it has the rights of its user, not those over its namespaces."""
    _C.prctl(_CAPABILITIES, _CLEAR_ALL, 0, 0, 0)


async def relay(one: Ends, other: Ends) -> None:
    """Pass bytes in both directions until both sides have ended."""

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
        writer.write_eof()

    try:
        await asyncio.gather(copy(one[0], other[1]), copy(other[0], one[1]))
    except OSError:
        one[1].transport.abort()
        other[1].transport.abort()
    finally:
        one[1].close()
        other[1].close()


def leading(connect: Callable[[], Awaitable[Ends]], greeting: bytes = b"") -> Callable[..., Awaitable[None]]:
    """A handler that passes each connection on to what `connect` opens."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            other = await connect()
            writer.write(greeting)
        except OSError:
            writer.transport.abort()
            return
        await relay((reader, writer), other)

    return handle


def resolved(query: bytes) -> bytes:
    """The answer to a DNS query (RFC 1035): every name is on the loopback interface, and has no other kind of address.

    So a call to any name arrives at the gate of golive, which knows what to refuse.
    """
    end = query.index(b"\0", 12) + 5
    question = query[12:end]
    is_address = question[-4:] == b"\0\1\0\1"
    head = query[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_address else b"\0\0") + b"\0\0\0\0"
    return head + question + (b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4\x7f\0\0\1" if is_address else b"")


class Names(asyncio.DatagramProtocol):
    """A DNS server; what is no query gets no answer."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._way: Any = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """Answer a query."""
        with suppress(ValueError):
            self._way.sendto(resolved(data), addr)


async def main(plan: dict[str, Any]) -> int:
    """Serve what the plan names, run its command, and return the status of that."""
    loop = asyncio.get_running_loop()
    for port, path in plan["listen"]:
        await asyncio.start_server(leading(partial(asyncio.open_unix_connection, path)), _HOST, port)
    for path, port in plan["accept"]:
        Path(path).unlink(missing_ok=True)
        await asyncio.start_unix_server(leading(partial(asyncio.open_connection, _HOST, port), TAKEN), path)
    if "anchor" in plan:
        steady_s, then_ms, speed = plan["anchor"]
        now_ms = then_ms + (time.monotonic() - steady_s) * speed * 1000
        plan["env"]["FAKETIME"] = f"@{now_ms / 1000:.3f} x{speed:g}"
    await loop.create_datagram_endpoint(Names, (_HOST, _DNS_PORT))
    program = subprocess.Popen(
        plan["command"],
        cwd=plan["folder"],
        env=plan["env"],
        stdin=subprocess.DEVNULL,
        preexec_fn=drop_capabilities,
    )
    ended = loop.create_future()

    def reap() -> None:
        """Every child that has ended, orphans of the program among them: this is the first process here."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid == program.pid and not ended.done():
                ended.set_result(os.waitstatus_to_exitcode(status))

    loop.add_signal_handler(signal.SIGCHLD, reap)
    reap()
    status: int = await ended
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_bytes())
    raise_loopback()
    for source, target in given["mounts"]:
        mount_over(source, target)
    mount_memory("/dev/shm")
    sys.exit(asyncio.run(main(given)))
