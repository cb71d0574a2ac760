"""The proxy of a run and the two gates behind it: names of the candidate file lead to the fakes, all others nowhere."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from golive.live.outside.authority import Authority
from golive.live.outside.relay import HOST, Ends, RelayLoop, relay
from golive_virtual.hosts import Hosts

Refused = Callable[[str, int], None]
"""Takes host and port of a connection that was refused."""

_END_OF_HEAD = b"\r\n\r\n"
_TLS_PORT, _HTTP_PORT = 443, 80
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Backend:
    """The ports of a fake: for plain HTTP, and for requests that came over TLS."""

    plain: int
    secure: int


class Gates:
    """Three servers on the loopback interface: an HTTP proxy, a TLS gate and a gate for plain HTTP.

    The TLS gate goes by the name that a client asks for, the other by the header `Host`. `backends` are the fakes by
    the name that leads to them. `refused` is called in a thread of its own.
    """

    def __init__(
        self, loop: RelayLoop, backends: Hosts[Backend], authority: Authority, refused: Refused
    ) -> None:
        self._backends = backends
        self._authority = authority
        self._refused = refused
        self.tls_port = loop.listen(self._over_tls, ssl=authority.context(self._unknown_name))
        self.http_port = loop.listen(self._over_http)
        self.proxy_port = loop.listen(self._proxy)

    async def _over_tls(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection: ssl.SSLObject = writer.get_extra_info("ssl_object")
        backend = self._backends.get(self._authority.name_of(connection))
        assert backend is not None
        await relay((reader, writer), await asyncio.open_connection(HOST, backend.secure))

    async def _over_http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._one_request((reader, writer), await reader.readuntil(_END_OF_HEAD))

    async def _proxy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(_END_OF_HEAD)
        method, target, *_ = head.decode("latin-1").split(" ", 2)
        if method.upper() != "CONNECT":
            await self._one_request((reader, writer), head)
            return
        host, _, port = target.lower().rpartition(":")
        if host not in self._backends:
            await self._refuse(writer, host, int(port))
            return
        writer.write(_ESTABLISHED)
        inner = self.http_port if int(port) == _HTTP_PORT else self.tls_port
        await relay((reader, writer), await asyncio.open_connection(HOST, inner))

    async def _one_request(self, client: Ends, head: bytes) -> None:
        """Pass on a plain request and close: the next one on the connection may be to another name."""
        host, port, is_secure = _asked(head)
        backend = self._backends.get(host)
        if backend is None:
            await self._refuse(client[1], host, port)
            return
        to = backend.secure if is_secure else backend.plain
        await relay(client, await asyncio.open_connection(HOST, to), _last(head))

    def _unknown_name(self, name: str) -> None:
        self._refused(name, _TLS_PORT)

    async def _refuse(self, writer: asyncio.StreamWriter, host: str, port: int) -> None:
        self._refused(host, port)
        body = (
            f"golive lets nothing out of this machine: {host} is refused. In this run {self._backends} can be reached; "
            f"where {host} is the shop or the ERP, write hosts: {{{host}: shop}} or {{{host}: erp}} in the candidate "
            "file.\n"
        ).encode()
        head = f"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()


def _asked(head: bytes) -> tuple[str, int, bool]:
    """Host and port of a plain request, and whether its address is one of HTTPS.

    They are those of the absolute address, or else of the header `Host`. Some clients (axios before 1.7) ask a proxy
    for an address of HTTPS without a tunnel.
    """
    lines = head.decode("latin-1").split("\r\n")
    target = lines[0].split(" ")[1]
    if target.startswith("/"):
        named = [line.partition(":")[2].strip() for line in lines[1:] if line.lower().startswith("host:")]
        target = f"http://{named[0] if named else ''}/"
    place = urlsplit(target)
    is_secure = place.scheme == "https"
    return (place.hostname or "").lower(), place.port or (_TLS_PORT if is_secure else _HTTP_PORT), is_secure


def _last(head: bytes) -> bytes:
    """The head of a request with the demand that the connection ends after the answer."""
    first, *lines = head.removesuffix(_END_OF_HEAD).split(b"\r\n")
    kept = [
        line for line in lines if line.partition(b":")[0].lower() not in (b"connection", b"proxy-connection")
    ]
    return b"\r\n".join([first, *kept, b"Connection: close"]) + _END_OF_HEAD
