"""Requests and replies, as they are in process and as bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from fake_erp.errors import BodyTooLarge, Malformed, UnsupportedMedia

HTML = "text/html; charset=iso-8859-1"
PLAIN = "text/plain; charset=utf-8"
WITHOUT_BODY = (204, 304)
REFUSED = 400
"""The least status that says that nothing was done. Some dialects answer refusals with less."""

Concealed = Literal["", "applied", "refused", "dropped"]


@dataclass(slots=True)
class Request:
    """`path` is raw: undecoded and without the query. Header names are in lower case.

    In process `data` is the decoded JSON body; over HTTP `body` holds the raw one until it is decoded.
    `discard` makes `order.create` answer as usual and keep nothing.
    """

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: Any = None
    body: bytes | None = None
    discard: bool = False
    client: str = ""
    """For whom the limits count it, where they count each client by itself."""
    turned_away: bool = False
    """It has waited for a worker as long as a call may, and is refused instead of carried out."""


@dataclass(slots=True)
class Reply:
    """`data` is sent as JSON, unless there is a `text`; either as `media`, where that is given.

    A reply with status 204 or 304 has no body. `cookies` are sent as one Set-Cookie header each.
    """

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    media: str = ""
    cookies: tuple[str, ...] = ()
    concealed: Concealed = ""
    """What the status conceals: that the call was carried out, that nothing was done, or that the result is not kept.
    It is not sent.
    """
    listed: Any = None
    """For a list: the `fake_erp.channels.listed.Listed` of its rows. It is not sent."""
    meaning: int = 0
    """Of a refusal: the HTTP status of its kind, whatever status the dialect answers with. It is not sent."""
    reason: str = ""
    """Of a refusal: its message. It is not sent."""

    @property
    def is_refusal(self) -> bool:
        """Whether nothing was done."""
        return (self.status >= REFUSED and self.concealed != "applied") or self.concealed == "refused"

    @property
    def content_type(self) -> str:
        """The media type of the body."""
        return self.media or ("application/json" if self.text is None else PLAIN)

    def encode(self) -> bytes:
        """The body as it goes on the wire."""
        if self.status in WITHOUT_BODY:
            return b""
        if self.text is not None:
            return self.text.encode("utf-8", "replace")
        try:
            return orjson.dumps(self.data)
        except TypeError:  # what JSON can say and orjson cannot: lone surrogates, integers beyond 64 bits
            return json.dumps(self.data).encode()


def sent_headers(reply: Any, _request: Any = None) -> list[tuple[str, str]]:
    """The headers of a reply as they are sent, those of its length and of the connection excepted."""
    headers = list(reply.headers.items())
    headers += [("Set-Cookie", cookie) for cookie in reply.cookies]
    if reply.status not in WITHOUT_BODY:
        headers.append(("Content-Type", reply.content_type))
    return headers


def decode(request: Request, max_bytes: int) -> None:
    """Turn a raw body into `data`, once. Raises Malformed, BodyTooLarge or UnsupportedMedia."""
    body = request.body
    if body is None:
        return
    announced = request.headers.get("content-length", "")
    if len(body) > max_bytes or (announced.isdigit() and len(announced) < 18 and int(announced) > max_bytes):
        raise BodyTooLarge(f"the body is larger than {max_bytes} bytes; send less at a time")
    if not body:
        request.body = None
        return
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media != "application/json" and not media.endswith("+json"):
        raise UnsupportedMedia(
            f"expected Content-Type: application/json, got {media[:60]!a}; send JSON", "content-type"
        )
    packed = request.headers.get("content-encoding", "identity")
    if packed.strip().lower() != "identity":
        raise UnsupportedMedia(
            f"the body is packed as {packed[:20]!a}, which is not understood here; send it as it is",
            "content-encoding",
        )
    try:
        request.data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"the body is not JSON: {error}; send one JSON object in UTF-8", "body") from None
    request.body = None
