"""Lists that are read on from where an earlier page ended, by the time of the last change and the name.

Rows that changed at the instant of the call may be followed by others of the same instant: the cursor stays before
them, and names those that were listed.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Response
from golive.candidates.reference.erp import Cursor

Get = Callable[[str], Awaitable[Response]]


def address(doctype: str, **given: Any) -> str:
    """The path of a list with its arguments."""
    pairs = [
        f"{name}={quote(value if isinstance(value, str) else json.dumps(value), safe='')}"
        for name, value in given.items()
    ]
    return f"/api/resource/{quote(doctype)}?{'&'.join(pairs)}"


async def page(
    get: Get,
    doctype: str,
    fields: list[str],
    after: Cursor,
    limit: int,
    now: str,
    filters: list[Any] | None = None,
) -> Response:
    """Up to `limit` rows changed after a cursor; `now` is a time before the call, as the site writes it."""
    since, name, seen = after or ("", "", [])
    wanted = list(filters or [])
    more: dict[str, Any] = {}
    if since:
        wanted.append(["modified", ">=", since])
        more["or_filters"] = [["modified", ">", since], ["name", ">", name]]
    asked = limit + len(seen)
    reply = await get(
        address(
            doctype,
            fields=["name", "modified", *fields],
            filters=wanted,
            order_by="modified asc, name asc",
            limit_page_length=asked,
            **more,
        )
    )
    if not reply.ok:
        return reply
    rows = reply.data["data"]
    known = set(seen)
    fresh = [row for row in rows if _mark(row) not in known]
    final = [row for row in rows if row["modified"] < now]
    last = final[-1] if final else {"modified": since, "name": name}
    open_rows = [_mark(row) for row in rows if row["modified"] >= now]
    cursor = [last["modified"], last["name"], open_rows]
    return Response(200, {"rows": fresh, "cursor": cursor, "more": len(rows) >= asked}, reply.headers)


def _mark(row: dict[str, Any]) -> str:
    return f"{row['name']}@{row['modified']}"
