"""Records with all stored fields, independent of the system's own API."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

_KEYS = ("number", "increment_id", "sku", "code", "email")
DEEPEST = 3


def shown(value: Any, depth: int = 0) -> Any:
    """JSON data of a record; other records in it are named by their key, rows of its own are written out."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): shown(each, depth + 1) for key, each in value.items()}
    if isinstance(value, (list, tuple, deque)):
        return [shown(each, depth + 1) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        named = _name(value)
        if depth and (named is not None or depth > DEEPEST):
            return named
        return {each.name: shown(getattr(value, each.name), depth + 1) for each in fields(value)}
    return str(value)


def _name(record: Any) -> Any:
    for key in _KEYS:
        name = getattr(record, key, None)
        if isinstance(name, str):
            return name
    return None
