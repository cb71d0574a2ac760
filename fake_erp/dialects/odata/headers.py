"""Headers of OData: ETags, `Prefer`, and the address by which a client reaches the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.messages import Request

LONGEST = 2048


def etag_text(value: Any) -> str:
    """A weak ETag.

    >>> etag_text(7)
    'W/"7"'
    """
    return f'W/"{value}"'


def etag_matches(header: str, etag: str) -> bool:
    """Whether an `If-Match` or `If-None-Match` header names an ETag; `*` names every one."""
    given = [_strong(part.strip()) for part in header[:LONGEST].split(",")]
    return "*" in given or _strong(etag) in given


def _strong(etag: str) -> str:
    return etag.removeprefix("W/").removeprefix("w/").strip('"')


def preferences(request: Request) -> Mapping[str, str]:
    """The `Prefer` header by the names of its preferences, such as `return` and `odata.maxpagesize`."""
    header = request.headers.get("prefer", "")[:LONGEST]
    found: dict[str, str] = {}
    for part in header.replace(";", ",").split(","):
        name, _, value = part.strip().partition("=")
        if name:
            key, _, suffix = name.lower().partition("-")
            if key == "return" and not value:  # return-no-content, as version 3 writes it
                found["return"] = "minimal" if suffix == "no-content" else "representation"
            else:
                found[name.lower()] = value.strip().strip('"')
    return found


def wants_nothing_back(request: Request) -> bool:
    """Whether the client prefers a reply without the entity."""
    return preferences(request).get("return") == "minimal"


def page_size_of(request: Request, default: int) -> int:
    """The page size that a client prefers, at most `default` where that is not 0."""
    given = preferences(request)
    text = given.get("odata.maxpagesize") or given.get("maxpagesize") or ""
    size = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
    return min(size, default) if size and default else size or default


def origin_of(request: Request) -> str:
    """Scheme and name of the server as the client calls it, such as `http://127.0.0.1:8069`."""
    host = request.headers.get("host", "localhost")[:255]
    scheme = request.headers.get("x-forwarded-proto", "http")
    return f"{scheme if scheme in ('http', 'https') else 'http'}://{host}"


def next_link(request: Request, next_skip: int | None) -> str:
    """The address of the next page: the one asked for, with the place to go on from. "" for the last page."""
    if next_skip is None:
        return ""
    kept = [
        part
        for part in request.query.split("&")
        if part and not part.startswith(("$skiptoken=", "%24skiptoken=", "$format=", "%24format="))
    ]
    query = "&".join([*kept, f"$skiptoken={next_skip}"])
    return f"{origin_of(request)}{request.path}?{query}"
