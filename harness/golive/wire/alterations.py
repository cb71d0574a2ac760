"""Changes of what a message says on its way: fields of JSON that are renamed, removed, added or of another type."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import orjson

from golive.wire.messages import Exchange, Reply
from golive.wire.outcomes import ChangeField, ChangeReply, ChangeRows, Hit, ReplyOutcome, SetHeader, apply

Place = tuple[dict[str, Any], str]
"""An object and the name of one of its fields."""


def arriving(x: Exchange, reply: Reply, hit: Hit[ReplyOutcome] | None) -> tuple[Reply, ReplyOutcome | None]:
    """Return the reply as it arrives, and what else happens to it. A change that changes nothing has no effect."""
    if hit is None:
        return reply, None
    if not isinstance(hit.outcome, ChangeReply):
        return reply, apply(x, hit)
    changed = _changed(reply, hit.outcome.change)
    if changed is None:
        return reply, None
    return changed, apply(x, hit)


def _changed(reply: Reply, change: ChangeField | ChangeRows | SetHeader) -> Reply | None:
    """A copy of the reply with the change; None where there is nothing to change."""
    found = copy.copy(reply)
    if isinstance(change, SetHeader):
        kept = {name: value for name, value in reply.headers.items() if name.lower() != change.name.lower()}
        found.headers = {**kept, change.name: change.value} if change.value else kept
        return None if found.headers == reply.headers else found
    if reply.status >= 400 or "json" not in reply.content_type:
        return None
    said = orjson.loads(reply.encode() or b"null")
    data = altered(said, change) if isinstance(change, ChangeField) else _of_other_rows(said, change)
    if data is None:
        return None
    found.data = data
    return found


def altered(data: Any, change: ChangeField) -> Any:
    """Change every field at the path, in place; returns the data, or None where no field was there to change."""
    *parents, name = change.path.split(".")
    places = [(owner, name) for owner in _owners(data, parents)]
    return data if sum([_alter(place, change) for place in places]) else None


def _of_other_rows(data: Any, change: ChangeRows) -> Any:
    """Change the rows of a page, in place; returns the data, or None where there are too few rows to change."""
    lists = [data] if isinstance(data, list) else list(data.values()) if isinstance(data, dict) else []
    pages = [each for each in lists if isinstance(each, list) and each and isinstance(each[0], dict)]
    rows = max(pages, key=len, default=[])
    if len(rows) < (2 if change.how == "reverse" else 1):
        return None
    match change.how:
        case "skip":
            del rows[0]
        case "repeat":
            rows.insert(0, copy.deepcopy(rows[0]))
        case "reverse":
            rows.reverse()
    return data


def _owners(data: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    """The objects at a path; it leads through all entries of lists."""
    if isinstance(data, list):
        for each in data:
            yield from _owners(each, path)
    elif isinstance(data, dict) and not path:
        yield data
    elif isinstance(data, dict) and path[0] in data:
        yield from _owners(data[path[0]], path[1:])


def _alter(place: Place, change: ChangeField) -> bool:
    owner, name = place
    if change.how == "add":
        owner[name] = change.to
        return True
    if name not in owner or (change.was and str(owner[name]) != change.was):
        return False
    before = owner.pop(name)
    match change.how:
        case "rename":
            owner[change.to] = before
        case "retype":
            owner[name] = _retyped(before)
        case "set":
            owner[name] = change.to
        case "remove":
            pass
    return True


def _retyped(value: Any) -> Any:
    """A number as a text and the reverse, a flag as a number, a list as its first entry, an object in a list."""
    match value:
        case bool():
            return int(value)
        case int() | float():
            return str(value)
        case str():
            try:
                return float(value) if "." in value else int(value)
            except ValueError:
                return [value]
        case list():
            return value[0] if value else None
        case None:
            return ""
        case _:
            return [value]
