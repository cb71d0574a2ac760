"""Pages of collections: `limit` and `offset`, and the links to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fake_erp.errors import RuleRefused

MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Records of a page. Where they are of one kind, `rows` tells which they are."""

    rows: list[Any]
    total: int
    limit: int
    offset: int

    @property
    def more(self) -> bool:
        """Whether there are more rows."""
        return self.offset + len(self.rows) < self.total


def bounds(query: dict[str, str], most: int = MOST, default: int = MOST) -> tuple[int, int]:
    """`limit` and `offset`, which is a multiple of it. Raises RuleRefused. `most` caps the limit silently."""
    limit, offset = _whole(query, "limit", default, 1), _whole(query, "offset", 0, 0)
    if limit > MOST:
        raise _bad("limit", f"The value of the limit parameter must be from 1 to {MOST}.")
    if offset % limit:
        raise _bad("offset", "The value of the offset parameter must be divisible by the limit.")
    return (min(limit, most) if most else limit), offset


def _whole(query: dict[str, str], name: str, default: int, least: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    if value < least:
        raise _bad(name, f"The value of the {name} parameter is not valid.")
    return value


def _bad(name: str, text: str) -> RuleRefused:
    return RuleRefused("paging", "parameter", text, name)


def collection(page: Page, items: list[Any], href: str, query: dict[str, str]) -> dict[str, Any]:
    """A collection with its links."""
    others = {name: value for name, value in query.items() if name not in ("limit", "offset")}

    def link(rel: str, offset: int) -> dict[str, str]:
        return {
            "rel": rel,
            "href": f"{href}?{urlencode({**others, 'limit': page.limit, 'offset': max(0, offset)}, errors='replace')}",
        }

    links = [link("self", page.offset)]
    last = (page.total - 1) // page.limit * page.limit if page.total else 0
    if page.offset:
        links += [link("first", 0), link("previous", page.offset - page.limit)]
    if page.more:
        links += [link("next", page.offset + page.limit), link("last", last)]
    return {
        "links": links,
        "count": len(items),
        "hasMore": page.more,
        "items": items,
        "offset": page.offset,
        "totalResults": page.total,
    }
