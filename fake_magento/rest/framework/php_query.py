"""Query strings as PHP parses them: `a[b][0]=x` is nested dicts, `a[]=x` appends, later values win.

Source: PHP manual, parse_str.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

_DEEPEST = 64


def parse(query: str) -> dict[str, Any]:
    """Nested dicts with string keys; leaves are strings."""
    result: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        path = _path(name)
        if path:
            _put(result, path, value)
    return result


@lru_cache(maxsize=4096)
def _path(name: str) -> tuple[str, ...]:
    """`a[b][]` is ("a", "b", "")."""
    head, bracket, rest = name.strip().partition("[")
    if not bracket or "]" not in rest:
        return (name.strip().replace("[", "_"),) if name.strip() else ()
    parts = [head]
    while True:
        inner, closed, rest = rest.partition("]")
        if not closed or len(parts) > _DEEPEST:
            break
        parts.append(inner)
        if not rest.startswith("["):
            break
        rest = rest[1:]
    return tuple(parts) if head else ()


def _put(into: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    here = into
    for part in path[:-1]:
        key = part if part else str(len(here))
        below = here.get(key)
        if not isinstance(below, dict):
            below = here[key] = {}
        here = below
    last = path[-1]
    here[last if last else str(len(here))] = value
