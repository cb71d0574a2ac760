"""Addresses of OData: segments with keys, below the root of a service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

from fake_erp.dialects.odata.literals import Value, literal
from fake_erp.errors import Malformed

LONGEST = 2048
MOST_SEGMENTS = 12

_ONE = re.compile(r"/?([A-Za-z_]\w*)\((?:'([^'%/(),=]{0,100})'|(\d{1,18}))\)", re.ASCII).fullmatch
"""Matches the address of one record by a text or a number: most addresses are, and each is another."""
_NONE: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of an address: `Orders`, `Orders(12)`, `A_Item(SalesOrder='1',Item='10')`, `$count`, `NS.Cancel`.

    `keys` are literals by name; the only one of a key without names is under "". `called` tells `Cancel()` and
    `Cancel` apart, for functions.
    """

    name: str
    keys: Mapping[str, Value] = field(default_factory=lambda: _NONE)
    called: bool = False

    @property
    def has_key(self) -> bool:
        """Whether it names one record."""
        return bool(self.keys)

    def key(self, name: str) -> Value | None:
        """The key of that name; a key without a name has every name."""
        return self.keys.get(name) or self.keys.get("")


@lru_cache(maxsize=8192)
def path_of(raw: str) -> tuple[Segment, ...]:
    """The segments of a raw path below the service root. Empty segments, as of a trailing slash, do not count.

    Percent-encoded parentheses, quotes and commas are those of keys. Raises Malformed.

    >>> [segment.name for segment in path_of("/Orders(12)/Lines/$count")]
    ['Orders', 'Lines', '$count']
    """
    found = _ONE(raw)
    if found is not None:
        name, text, digits = found.groups()
        key = Value("text", text, text) if digits is None else Value("number", Decimal(digits), digits)
        return (Segment(name, MappingProxyType({"": key}), True),)
    return _path(raw)


def _path(raw: str) -> tuple[Segment, ...]:
    if len(raw) > LONGEST:
        raise Malformed(f"path: expected at most {LONGEST} characters, got {len(raw)}", "path")
    parts = [part for part in _split(raw) if part]
    if len(parts) > MOST_SEGMENTS:
        raise Malformed(f"path: expected at most {MOST_SEGMENTS} segments, got {len(parts)}", "path")
    return tuple([_segment(part) for part in parts])


def _split(raw: str) -> list[str]:
    """At slashes outside of quotes: an encoded slash in a quoted key is part of it."""
    return [unquote(part) for part in _outside(raw.replace("%27", "'"), "/")]


def _outside(text: str, separator: str) -> list[str]:
    """`text` cut at the separators that are not within quotes."""
    if "'" not in text:
        return text.split(separator)
    parts, start, within = [], 0, False
    for at, sign in enumerate(text):
        if sign == "'":
            within = not within
        elif sign == separator and not within:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts


def _segment(text: str) -> Segment:
    name, opened, rest = text.partition("(")
    if not opened:
        return Segment(text)
    if not rest.endswith(")") or not name:
        raise Malformed(f"path: {text[:60]!a} is no segment; write Set(key)", "path")
    inner = rest[:-1].strip()
    return Segment(name, keys_of(inner) if inner else _NONE, True)


def keys_of(inner: str) -> Mapping[str, Value]:
    """The literals of a key or of the parameters of a function, by name. Raises Malformed."""
    found: dict[str, Value] = {}
    for part in _outside(inner, ","):
        name, equals, value = part.partition("=")
        named = equals and "'" not in name
        found[name.strip() if named else ""] = literal((value if named else part).strip())
    if "" in found and len(_outside(inner, ",")) > 1:
        raise Malformed("path: a key of several parts names each of them: Set(First='1',Second='2')", "path")
    return MappingProxyType(found)
