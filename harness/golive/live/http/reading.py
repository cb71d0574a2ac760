"""From the bytes of a connection to requests. The grammar is that of llhttp in its strict mode."""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

import httptools

from golive.live.http.callers import host_name, origin_name
from golive.live.http.limits import Limits
from golive.wire.http_messages import HttpRequest

_VERSIONS = ("1.1", "1.0")
_RAW_FOR_ONE = 8
"""Bytes on the connection per byte of a chunked body; beyond that its chunks have no purpose but their number."""


class Refused(Exception):
    """A request that is not carried out, with its status and what was expected instead."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


class Read(NamedTuple):
    """A complete request, and whether its connection stays open after the answer."""

    request: HttpRequest
    is_kept: bool


class Reader:
    """`read` holds complete requests; after a `refusal` nothing more is read.

    `names` are those by which the server may be called.
    """

    def __init__(self, limits: Limits, names: Container[str]) -> None:
        self.read: deque[Read] = deque()
        self.refusal: Refused | None = None
        self.wants_continue = False
        """Whether the caller waits for `100 Continue` before it sends the body."""
        self.is_within = False
        """Whether a request has begun and is not complete."""
        self.has_head = False
        """Whether the head of the latest request is complete."""
        self._limits = limits
        self._names = names
        self._accepted_host = ""
        self._parser = httptools.HttpRequestParser(self)
        self._is_ended = False
        self._is_rest = False
        self._rest_head = b""
        self._raw = 0
        self._clear()

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the connection."""
        if self.is_within:
            self._raw += len(data)
        try:
            self._parse(data)
            if self.is_within:
                self._check_raw()
        except httptools.HttpParserCallbackError as error:
            refusal = error.__context__
            if not isinstance(refusal, Refused):
                raise
            self._refuse(refusal)
        except Refused as refusal:
            self._refuse(refusal)
        except httptools.HttpParserInvalidMethodError:
            self._refuse(_wrong("expected a method of HTTP in capital letters, such as GET or POST"))
        except httptools.HttpParserError as error:
            self._refuse(_wrong(f"expected a request of HTTP/1.1: {error}"))

    def end(self) -> None:
        """The caller sends nothing more."""
        if self.is_within:
            self._refuse(_wrong("expected a whole request, the connection ended in the middle of one"))

    def _refuse(self, refusal: Refused) -> None:
        if not self._is_ended and self.refusal is None:
            self.refusal = refusal
        self.is_within = False

    def _parse(self, data: bytes) -> None:
        while not self._is_ended and self.refusal is None:
            try:
                self._parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as upgrade:
                # Other protocols are not spoken here: what follows is the body or the next request.
                self._parser = httptools.HttpRequestParser(self)
                data = data[upgrade.args[0] :]
                if self._rest_head:
                    self._is_rest, head, self._rest_head = True, self._rest_head, b""
                    self._parser.feed_data(head)

    def _check_raw(self) -> None:
        limits = self._limits
        if not self.has_head and self._raw > limits.head:
            raise self._too_large_head()
        if self._raw > limits.head + _RAW_FOR_ONE * limits.body:
            raise _wrong("expected a body in chunks of some size")

    def _clear(self) -> None:
        self._method = self._url = ""
        self._headers: dict[str, str] = {}
        self._count = self._size = 0
        self._body = bytearray()

    # -- called by the parser ------------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A request begins."""
        if self._is_rest:
            return
        if len(self.read) >= self._limits.ahead:
            raise _wrong(f"expected at most {self._limits.ahead} requests ahead of their answers")
        self._clear()
        self._raw = 0
        self.is_within = True
        self.has_head = self.wants_continue = False

    def on_url(self, part: bytes) -> None:
        """A part of the target."""
        if self._is_rest:
            return
        self._url += part.decode("latin-1")
        self._grow(len(part))

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer, which is ignored."""
        if self._is_rest and not self.has_head:
            return
        self._grow(len(name) + len(value) + 4)
        self._count += 1
        if self._count > self._limits.headers:
            raise Refused(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                f"expected at most {self._limits.headers} headers",
            )
        if self.has_head or b"_" in name:  # as behind a gateway: X_Name and X-Name would become one
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        before = self._headers.get(key)
        if before is not None:
            if key == "host":
                raise _wrong("expected one header Host, got several")
            text = f"{before}{'; ' if key == 'cookie' else ', '}{text}"
        self._headers[key] = text

    def on_headers_complete(self) -> None:
        """The head is complete."""
        if self._is_rest:
            return
        self.has_head = True
        self._method = self._parser.get_method().decode("latin-1")
        if self._parser.get_http_version() not in _VERSIONS:
            raise _wrong(f"expected HTTP/1.1, got HTTP/{self._parser.get_http_version()}")
        if self._method == "CONNECT":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "this server is no proxy; send the request itself")
        self._check_target()
        self._check_caller()
        self._check_body()

    def on_body(self, part: bytes) -> None:
        """A part of the body."""
        self._body += part
        if len(self._body) > self._limits.body:
            raise self._too_large_body()

    def on_message_complete(self) -> None:
        """The request is complete."""
        parser, headers = self._parser, self._headers
        is_kept = parser.should_keep_alive() and parser.get_http_version() == "1.1"
        if parser.should_upgrade() and not self._is_rest:
            is_kept = True
            if "transfer-encoding" in headers or headers.get("content-length", "0") != "0":
                self._rest_head = self._head_of_the_rest()
                return
        self._is_rest = False
        if headers.pop("transfer-encoding", ""):
            headers["content-length"] = str(len(self._body))
        self.is_within = self.wants_continue = False
        self._is_ended = not is_kept
        request = HttpRequest(self._method, self._url, headers, bytes(self._body))
        self.read.append(Read(request, is_kept))

    # -- checks --------------------------------------------------------------------------------------------

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > self._limits.head:
            raise self._too_large_head()

    def _check_target(self) -> None:
        target = self._url
        if target.startswith("/") or (target == "*" and self._method == "OPTIONS"):
            return
        try:  # the absolute form, as proxies get it
            place = urlsplit(target)
            is_ours = place.scheme in ("http", "https") and host_name(place.netloc) in self._names
        except ValueError:
            raise _wrong(f"expected a target that begins with /, got {target[:80]!a}") from None
        if not is_ours:
            raise _misdirected(target)
        self._url = "/" + target.partition("://")[2].partition("/")[2]

    def _check_caller(self) -> None:
        headers = self._headers
        host = headers.get("host")
        if host is None:
            if self._parser.get_http_version() == "1.1":
                raise _wrong("expected the header Host")
        elif host != self._accepted_host:
            try:
                is_ours = host_name(host) in self._names
            except ValueError:
                raise _wrong(f"expected a host and perhaps a port as Host, got {host[:80]!a}") from None
            if not is_ours:
                raise _misdirected(host)
            self._accepted_host = host
        origin = headers.get("origin")
        if origin is not None and origin_name(origin) not in self._names:
            raise Refused(
                HTTPStatus.FORBIDDEN,
                f"a page of {origin[:80]!a} may not call this server; expected an Origin of this machine, such as "
                "http://localhost:3000, or none",
            )

    def _check_body(self) -> None:
        headers = self._headers
        encoding, length = headers.get("transfer-encoding"), headers.get("content-length", "0")
        is_chunked = encoding is not None
        if encoding is not None and encoding.strip().lower() != "chunked":
            raise _wrong(f"expected Transfer-Encoding: chunked, got {encoding[:40]!a}")
        if is_chunked and self._parser.get_http_version() == "1.0":
            raise _wrong("expected Content-Length: HTTP/1.0 has no chunks")
        if int(length) > self._limits.body:
            raise self._too_large_body()
        expected = headers.get("expect")
        if expected is not None:
            if expected.lower() != "100-continue":
                raise Refused(
                    HTTPStatus.EXPECTATION_FAILED, f"expected Expect: 100-continue, got {expected[:40]!a}"
                )
            self.wants_continue = self._parser.get_http_version() == "1.1"

    def _head_of_the_rest(self) -> bytes:
        """A head for the body of a request whose caller offered another protocol (Java's client does)."""
        headers = self._headers
        kept = [name for name in ("transfer-encoding", "content-length") if name in headers]
        lines = [f"{name}: {headers[name]}\r\n" for name in kept]
        return f"POST / HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1")

    def _too_large_head(self) -> Refused:
        if not self._count and not self._headers:
            return Refused(HTTPStatus.REQUEST_URI_TOO_LONG, f"expected at most {self._limits.head} bytes")
        return Refused(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            f"expected a request line and headers of at most {self._limits.head} bytes",
        )

    def _too_large_body(self) -> Refused:
        return Refused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected a body of at most {self._limits.body} bytes"
        )


def _wrong(message: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, message)


def _misdirected(name: str) -> Refused:
    return Refused(
        HTTPStatus.MISDIRECTED_REQUEST,
        f"{name[:80]!a} is not this server; call it as localhost, by its address, or by a name of the candidate file",
    )
