"""From replies to the bytes of a connection."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache

from golive.live.http.reading import Refused
from golive.wire.http_messages import HttpReply, HttpRequest, reason

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_WITHOUT_BODY = (204, 304)
_LAST_LINES = "Connection: close\r\n\r\n"


class Unsendable(Exception):
    """A reply with a header that HTTP cannot carry."""


def encoded(request: HttpRequest, reply: HttpReply, is_kept: bool, now_s: int) -> bytes:
    """A reply as bytes; of a truncated one those before the connection breaks. `now_s` is for its `Date`.

    Raises Unsendable.
    """
    lines = _head_lines(reply, now_s)
    body = reply.body
    if reply.status in _WITHOUT_BODY:
        body = b""
    else:
        lines.append(f"Content-Length: {len(body)}\r\n")
    lines.append("\r\n" if is_kept else _LAST_LINES)
    head = _joined(lines)
    if request.method == "HEAD":
        return head
    return head + (body[: len(body) // 2] if reply.is_truncated else body)


def stream_head(reply: HttpReply, now_s: int) -> bytes:
    """The head of a reply whose body ends with the connection. Raises Unsendable."""
    return _joined([*_head_lines(reply, now_s), _LAST_LINES])


def refusal(refused: Refused, now_s: int) -> bytes:
    """The answer to a request that is not carried out, after which the connection ends."""
    body = f"{refused.message}\n".encode()
    return (
        _first_lines(refused.status, now_s).encode()
        + f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n".encode()
        + b"Connection: close\r\n\r\n"
        + body
    )


def _head_lines(reply: HttpReply, now_s: int) -> list[str]:
    lines = [_first_lines(reply.status, now_s)]
    for name, value in reply.headers:
        if "\n" in value or "\r" in value:
            raise Unsendable(f"the header {name} has a line break in it: {value[:80]!a}")
        lines.append(f"{name}: {value}\r\n")
    return lines


def _joined(lines: list[str]) -> bytes:
    try:
        return "".join(lines).encode("latin-1")
    except UnicodeEncodeError as error:
        raise Unsendable(f"a header has a character that HTTP cannot carry: {error}") from None


@lru_cache(maxsize=256)
def _first_lines(status: int, now_s: int) -> str:
    return f"HTTP/1.1 {status} {reason(status).decode()}\r\nDate: {formatdate(now_s, usegmt=True)}\r\n"
