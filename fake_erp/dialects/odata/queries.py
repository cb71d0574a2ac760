"""Query options: what of a list is asked for, and how much of each entity."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus

from fake_erp.dialects.odata.filters import Filter, filter_of
from fake_erp.errors import Malformed

MOST = 10**9
DEEPEST = 6
"""Levels of `$expand`."""


class Version(Enum):
    """Versions of the protocol. V3 is JSON as V4 writes it, with filters and `$inlinecount` as in V2."""

    V2 = 2
    V3 = 3
    V4 = 4


@dataclass(frozen=True, slots=True)
class Query:
    """Query options. `select` is empty for all; `expand` has the options of each expanded navigation by its name.

    `top` is None without a limit; `count` is whether the number of all that match is asked for; `other` are the
    parameters without a meaning in OData, and those of functions.
    """

    filter: Filter | None = None
    select: tuple[str, ...] = ()
    expand: Mapping[str, Query] = field(default_factory=dict)
    order_by: tuple[tuple[str, bool], ...] = ()
    """Path of a property, whether the largest comes first."""
    top: int | None = None
    skip: int = 0
    skip_token: str = ""
    count: bool = False
    search: str = ""
    other: Mapping[str, str] = field(default_factory=dict)
    shape: Hashable = field(init=False, compare=False, repr=False)
    """What of an entity is asked for; None where expanded entities are chosen by more than a navigation."""

    def __post_init__(self) -> None:
        parts = [(name, inner.shape) for name, inner in self.expand.items() if not inner.narrows]
        whole = len(parts) == len(self.expand) and all(part[1] is not None for part in parts)
        object.__setattr__(self, "shape", (self.select, *parts) if whole else None)

    @property
    def narrows(self) -> bool:
        """Whether it chooses among the entities of a list, sorts them or counts them."""
        chosen = self.filter, self.order_by, self.top, self.skip, self.skip_token, self.count, self.search
        return chosen != (None, (), None, 0, "", False, "")

    def equal(self, name: str) -> Any:
        """The value that the filter demands of a property, for a lookup in an index; None for none."""
        return None if self.filter is None else self.filter.equal.get(name)

    def above(self, name: str) -> int | None:
        """The whole number above which the filter demands a property, for a lookup in a feed; None for none."""
        return None if self.filter is None else self.filter.above.get(name)

    def least(self, name: str) -> int | None:
        """The instant from which on the filter demands a property; None for none."""
        return None if self.filter is None else self.filter.least.get(name)

    def shows(self, name: str) -> bool:
        """Whether a property is selected."""
        return not self.select or name in self.select or "*" in self.select


EVERYTHING = Query()


def query_of_shape(shape: Any) -> Query:
    """The query with a shape that is not None."""
    selected, *parts = shape
    if not selected and not parts:
        return EVERYTHING
    return Query(select=selected, expand={name: query_of_shape(inner) for name, inner in parts})


@lru_cache(maxsize=4096)
def query_of(raw: str, version: Version = Version.V4) -> Query:
    """The options of a raw query string; of a repeated one the last counts. Raises Malformed."""
    if not raw:
        return EVERYTHING
    pairs = [part.partition("=")[::2] for part in raw.split("&") if part]
    given = {unquote_plus(name): unquote_plus(value) for name, value in pairs}
    return _query(given, version, 0)


def _query(given: Mapping[str, str], version: Version, depth: int) -> Query:
    options = {name: value.strip() for name, value in given.items() if name[:1] == "$"}
    selected = _names(options.get("$select", ""))
    if version is Version.V4:
        expand = _nested(options.get("$expand", ""), depth)
    else:
        expand, selected = _flat(_names(options.get("$expand", "")), selected)
    condition = options.get("$filter", "")
    return Query(
        filter_of(condition) if condition else None,
        tuple(selected),
        expand,
        tuple([_order(part) for part in _names(options.get("$orderby", ""))]),
        _whole(options, "$top"),
        _whole(options, "$skip") or 0,
        options.get("$skiptoken", ""),
        _counts(options),
        options.get("$search", ""),
        {name: value for name, value in given.items() if name[:1] != "$"},
    )


def _counts(options: Mapping[str, str]) -> bool:
    counted, all_pages = options.get("$count", "false"), options.get("$inlinecount", "none")
    if counted.lower() not in ("true", "false"):
        raise Malformed(f"$count: expected true or false, got {counted[:20]!a}", "$count")
    if all_pages not in ("none", "allpages"):
        raise Malformed(f"$inlinecount: expected allpages or none, got {all_pages[:20]!a}", "$inlinecount")
    return counted.lower() == "true" or all_pages == "allpages"


def _whole(options: Mapping[str, str], name: str) -> int | None:
    text = options.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Malformed(f"{name}: expected a whole number of at least 0, got {text[:20]!a}", name)
    return min(int(text), MOST)


def _names(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := part.strip())]


def _order(part: str) -> tuple[str, bool]:
    name, _, direction = part.partition(" ")
    if direction.strip().lower() not in ("", "asc", "desc"):
        raise Malformed(f"$orderby: expected a property and asc or desc, got {part[:40]!a}", "$orderby")
    return name, direction.strip().lower() == "desc"


def _flat(expanded: Iterable[str], selected: Iterable[str]) -> tuple[dict[str, Query], list[str]]:
    """`$expand=to_Item/to_Text` and `$select=A,to_Item/B` of versions 2 and 3."""
    tree: dict[str, Any] = {}
    for path in expanded:
        steps = path.split("/")
        if len(steps) > DEEPEST:
            raise Malformed(f"$expand: at most {DEEPEST} levels", "$expand")
        level = tree
        for step in steps:
            level = level.setdefault(step, {})
    own, nested = [], dict[str, list[str]]()
    for path in selected:
        first, slash, rest = path.partition("/")
        if slash:
            nested.setdefault(first, []).append(rest)
        own.append(first)
    return {name: _branch(below, nested.get(name, [])) for name, below in tree.items()}, own


def _branch(tree: Mapping[str, Any], selected: list[str]) -> Query:
    paths = [
        name if not below else f"{name}/{deeper}"
        for name, below in tree.items()
        for deeper in (_leaves(below) or [""])
    ]
    expand, own = _flat(paths, selected)
    return Query(select=tuple(own), expand=expand)


def _leaves(tree: Mapping[str, Any]) -> list[str]:
    return [
        f"{name}/{deeper}" if deeper else name
        for name, below in tree.items()
        for deeper in (_leaves(below) or [""])
    ]


def _nested(text: str, depth: int) -> dict[str, Query]:
    """`$expand=Lines($select=A,B;$expand=Item),Customer` of version 4."""
    if depth >= DEEPEST and text:
        raise Malformed(f"$expand: at most {DEEPEST} levels", "$expand")
    found: dict[str, Query] = {}
    for part in _top_level(text, ","):
        name, opened, rest = part.strip().partition("(")
        if opened and not rest.endswith(")"):
            raise Malformed(f"$expand: expected Name(options), got {part[:60]!a}", "$expand")
        if name:
            pairs = [option.strip().partition("=")[::2] for option in _top_level(rest[:-1], ";")]
            found[name.strip()] = _query(dict(pairs), Version.V4, depth + 1) if opened else EVERYTHING
    return found


def _top_level(text: str, separator: str) -> list[str]:
    """`text` cut at separators outside of parentheses and quotes."""
    parts, start, depth, within = [], 0, 0, False
    for at, sign in enumerate(text):
        if sign == "'":
            within = not within
        elif within:
            continue
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == separator and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts
