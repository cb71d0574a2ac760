"""The network of a seal: namespaces that hold it as long as this process runs, and the ways out and in.

Runs alone, with the standard library only, in a user and a network namespace of its own: as `python -I -S inside.py
PLAN`, where PLAN is a JSON file with

    listen   pairs of a port of the loopback interface and a Unix socket that leads out of the seal
    accept   pairs of a Unix socket and a port inside it, the way in

A connection to a socket of `accept` gets one byte as soon as something inside has taken it. Writes a line once all
of them are open, and ends when standard input does.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

TAKEN = b"\x01"

_HOST = "127.0.0.1"
_CHUNK = 65_536
_DNS_PORT = 53
_SET_FLAGS, _UP = 0x8914, 0x1 | 0x40

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def raise_loopback() -> None:
    """Bring the loopback interface up: in a new network namespace it is down."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))


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


async def main(plan: dict[str, Any]) -> None:
    """Serve what the plan names until standard input ends."""
    loop = asyncio.get_running_loop()
    for port, path in plan["listen"]:
        await asyncio.start_server(leading(partial(asyncio.open_unix_connection, path)), _HOST, port)
    for path, port in plan["accept"]:
        await asyncio.start_unix_server(leading(partial(asyncio.open_connection, _HOST, port), TAKEN), path)
    await loop.create_datagram_endpoint(Names, (_HOST, _DNS_PORT))
    standard_input = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(standard_input), sys.stdin)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    await standard_input.read()


if __name__ == "__main__":
    raise_loopback()
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_bytes())))
