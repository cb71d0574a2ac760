"""Sublists and subrecords: links unless they are expanded, and addresses of their own."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.netsuite.calls.base import COLLECTION, SINGULAR, self_link
from fake_erp.dialects.netsuite.calls.paging import Page, bounds, collection
from fake_erp.dialects.netsuite.records.base import Body, RecordType
from fake_erp.errors import NotFound
from fake_erp.messages import Reply, Request


def is_expanded(query: dict[str, str]) -> bool:
    """Whether sublists are asked for with the record."""
    return query.get("expandSubResources", query.get("expandsubresources", "")).lower() == "true"


def shown(kind: RecordType, record: Body, href: str, query: dict[str, str]) -> Body:
    """A record with its sublists, or with links in their place; `fields` chooses among its fields."""
    wanted = query.get("fields", "")
    if wanted:
        names = {name.strip().lower() for name in wanted.split(",")} | {"id"}
        record = {name: value for name, value in record.items() if name.lower() in names}
    expanded = is_expanded(query)
    for name in kind.sublists:
        if name not in record:
            continue
        links = self_link(f"{href}/{name}")
        if not expanded:
            record[name] = {"links": links}
        elif "items" in record[name]:
            items = record[name]["items"]
            record[name] = {
                "links": links,
                "items": [{"links": [], **item} for item in items],
                "totalResults": len(items),
            }
        else:
            record[name] = {"links": links, **record[name]}
    return record


def sublist_reply(record: Body, path: tuple[str, ...], href: str, request: Request) -> Reply:
    """A sublist, or one entry of it by its line number. Raises NotFound."""
    name = next((each for each in record if each.lower() == path[0].lower()), "")
    found: Any = record.get(name)
    if type(found) is not dict:
        raise NotFound("there is no such sublist", None, {"url": request.path[:200]})
    href = f"{href}/{name}"
    items = found.get("items")
    if items is None:
        if len(path) > 1:
            raise NotFound("there is no such sublist", None, {"url": request.path[:200]})
        return Reply(200, {"links": self_link(href), **found}, media=SINGULAR)
    if len(path) == 1:
        query = query_of(request.query)
        limit, offset = bounds(query)
        rows = items[offset : offset + limit]
        page = Page(rows, len(items), limit, offset)
        entries = [
            {"links": self_link(f"{href}/{item.get('line', at)}"), **item}
            for at, item in enumerate(rows, offset + 1)
        ]
        return Reply(200, collection(page, entries, href, query), media=COLLECTION)
    for at, item in enumerate(items, 1):
        if str(item.get("line", at)) == path[1]:
            return Reply(200, {"links": self_link(f"{href}/{path[1]}"), **item}, media=SINGULAR)
    raise NotFound("there is no such line", None, {"url": request.path[:200]})
