"""`$batch` as multipart/mixed: calls one by one, and changesets of changes that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fake_erp.dialects.bundle import NO_CHANGESET, Bundle, Part
from fake_erp.errors import Malformed
from fake_erp.messages import REFUSED, WITHOUT_BODY, Reply, Request

MOST_CALLS = 100
LONGEST_BOUNDARY = 120


@dataclass(slots=True)
class Call:
    """One call of a batch: `changeset` numbers the changeset it is in."""

    request: Request
    content_id: str = ""
    changeset: int = NO_CHANGESET


@dataclass(slots=True)
class _Section:
    """One section of a multipart body."""

    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def is_multipart(request: Request) -> bool:
    """Whether a request has the media type of a batch in parts."""
    return request.headers.get("content-type", "").lower().startswith("multipart/mixed")


def calls_of(request: Request, root: str) -> list[Call]:
    """The calls of a batch, in their order. Raises Malformed.

    Addresses without a slash at the beginning are below `root`, the path of the service. Headers that the batch itself
    has, such as `authorization`, hold for each call that does not have its own.
    """
    calls: list[Call] = []
    changesets = 0
    for section in _sections(_body(request), request.headers.get("content-type", "")):
        media = section.headers.get("content-type", "")
        if media.lower().startswith("multipart/mixed"):
            calls += [_call(inner, request, root, changesets) for inner in _sections(section.body, media)]
            changesets += 1
        else:
            calls.append(_call(section, request, root, -1))
    if len(calls) > MOST_CALLS:
        raise Malformed(f"$batch: expected at most {MOST_CALLS} calls, got {len(calls)}", "$batch")
    return calls


def bundle_of(calls: list[Call], match: Callable[[Request], Part], status: int = 202) -> Bundle:
    """A bundle whose reply is multipart with `status`; a changeset with a refusal is answered by that alone."""
    parts = [match(call.request) for call in calls]
    return Bundle(
        parts, lambda replies: _joined(calls, replies, status), changesets=[call.changeset for call in calls]
    )


def _body(request: Request) -> bytes:
    if request.body:
        return request.body
    data = request.data
    return data if isinstance(data, bytes) else data.encode() if isinstance(data, str) else b""


def _sections(body: bytes, media: str) -> Iterator[_Section]:
    boundary = _boundary(media)
    parts = (b"\r\n" + body).replace(b"\r\n", b"\n").split(b"\n--" + boundary.encode())
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise Malformed(f"$batch: the body does not end with --{boundary}--", "$batch")
    for part in parts[1:-1]:
        yield _section(part.removeprefix(b"\n"))


def _boundary(media: str) -> str:
    for parameter in media.split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        boundary = value.strip().strip('"')
        if name.lower() == "boundary" and 0 < len(boundary) <= LONGEST_BOUNDARY:
            return boundary
    raise Malformed("$batch: expected Content-Type: multipart/mixed; boundary=...", "content-type")


def _section(text: bytes) -> _Section:
    head, _, body = (b"\n" + text).partition(b"\n\n")
    headers = {}
    for line in head.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return _Section(headers, body)


OF_THE_BATCH = ("content-type", "content-length", "content-encoding", "accept", "if-match", "if-none-match")
"""Headers of the batch that do not hold for its calls."""


def _call(section: _Section, batch: Request, root: str, changeset: int) -> Call:
    line, _, rest = section.body.lstrip(b"\n").partition(b"\n")
    words = line.decode("utf-8", "replace").split(" ")
    if len(words) < 2 or not words[0].isalpha():
        raise Malformed("$batch: each part is an HTTP request: GET Orders HTTP/1.1", "$batch")
    inner = _section(rest)
    target = " ".join(words[1:-1] if words[-1].startswith("HTTP/") else words[1:])
    kept = {name: value for name, value in batch.headers.items() if name not in OF_THE_BATCH}
    body = inner.body.rstrip(b"\n") if inner.body.strip() else b""
    request = Request(
        words[0].upper(),
        *address(target, root),
        {**kept, **inner.headers, "content-length": str(len(body))},
        body=body,
    )
    content_id = section.headers.get("content-id") or inner.headers.get("content-id", "")
    return Call(request, content_id[:100], changeset)


def address(target: str, root: str) -> tuple[str, str]:
    """Path and query of an address in a batch: absolute, from the root of the server, or below the service."""
    try:
        split = urlsplit(target)
    except ValueError:
        raise Malformed(f"$batch: {target[:60]!a} is no address", "$batch") from None
    path = split.path if split.path.startswith("/") else f"{root.rstrip('/')}/{split.path}"
    return path, split.query


def _joined(calls: list[Call], replies: list[Reply], status: int) -> Reply:
    calls = calls[: len(replies)]
    sections: list[str] = []
    at = 0
    while at < len(calls):
        changeset = calls[at].changeset
        if changeset < 0:
            sections.append(_written(replies[at], calls[at].content_id))
            at += 1
            continue
        end = at
        while end < len(calls) and calls[end].changeset == changeset:
            end += 1
        sections.append(_changeset(calls[at:end], replies[at:end], changeset))
        at = end
    boundary = "batch_reply"
    text = "".join([f"--{boundary}\r\n{section}\r\n" for section in sections])
    media = f"multipart/mixed; boundary={boundary}"
    return Reply(status, text=f"{text}--{boundary}--\r\n", media=media)


def _changeset(calls: list[Call], replies: list[Reply], number: int) -> str:
    refused = next((reply for reply in replies if reply.status >= REFUSED), None)
    if refused is not None:
        return _written(refused, "")
    boundary = f"changeset_reply_{number}"
    parts = [
        f"--{boundary}\r\n{_written(reply, call.content_id)}\r\n"
        for call, reply in zip(calls, replies, strict=True)
    ]
    inner = f"{''.join(parts)}--{boundary}--\r\n"
    length = len(inner.encode("utf-8", "replace"))
    return f"Content-Type: multipart/mixed; boundary={boundary}\r\nContent-Length: {length}\r\n\r\n{inner}"


def _written(reply: Reply, content_id: str) -> str:
    body = reply.encode()
    headers = dict(reply.headers)
    if reply.status not in WITHOUT_BODY:
        headers["Content-Type"] = reply.content_type
    headers["Content-Length"] = str(len(body))
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    http = "\r\n".join([*lines, "", body.decode("utf-8", "replace")])
    own = f"Content-ID: {content_id}\r\n" if content_id else ""
    length = len(http.encode("utf-8", "replace"))
    return (
        f"Content-Type: application/http\r\n{own}Content-Length: {length}\r\n"
        f"content-transfer-encoding: binary\r\n\r\n{http}"
    )


REASONS = {
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    412: "Precondition Failed",
    428: "Precondition Required",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
