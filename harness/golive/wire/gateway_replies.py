"""Replies that come from infrastructure rather than from a system: gateways, load balancers, maintenance pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson


@dataclass(slots=True)
class RoadReply:
    """A reply that no fake gave. `data` is the JSON content; HTML pages have `data` None."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    cookies: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header of the reply."""
        return "application/json" if self.text is None else "text/html; charset=utf-8"

    def encode(self) -> bytes:
        """Return the body as bytes."""
        return orjson.dumps(self.data) if self.text is None else self.text.encode()


def refusal(
    status: int, retry_after_s: int | None, html: bool, more: tuple[tuple[str, str], ...] = ()
) -> RoadReply:
    """Return the reply of a gateway in place of the system behind it, with `more` headers."""
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    headers = {} if retry_after_s is None else {"retry-after": str(retry_after_s)}
    headers.update(more)
    if html:
        page = (
            f"<!doctype html><html><head><title>Error {status}: {phrase}</title></head>"
            f"<body><h1>{phrase}</h1></body></html>"
        )
        return RoadReply(status, None, headers, page)
    is_limit = status == 429 or (status == 400 and retry_after_s is not None)
    code = "rate_limited" if is_limit else phrase.lower().replace(" ", "_")
    error: dict[str, Any] = {"code": code, "message": phrase, "field": None, "details": {}}
    return RoadReply(status, {"error": error}, headers)
