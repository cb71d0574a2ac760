"""A list call: what it asked, and the records that it returned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from golive.wire.reply_facts import unpacked

NAMING = frozenset(
    {"entity_id", "increment_id", "quote_id", "order_id", "parent_id", "external_reference", "order"}
)
"""Fields that identify a record; a filter for equality on one of them asks for known records only."""
SAME = frozenset({"eq", "seq", "in", "is"})
LOWER = frozenset({"gt", "gteq", "from"})
UPPER = frozenset({"lt", "lteq", "to"})
TIMES = frozenset({"created_at", "updated_at"})
_PAGING = frozenset({"sort", "size", "page"})
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?")


class Filter(NamedTuple):
    """One filter of a list call of the shop."""

    field: str
    condition: str
    value: str


@dataclass(slots=True)
class ListCall:
    """One list call. `asked` is None where no answer with records arrived; `keys` are as the wire packed them."""

    x: str
    op: str
    sent_ms: int
    answered_ms: int
    told: str
    how: str
    status: int | None
    reason: str = ""
    asked: dict[str, str] | None = None
    keys: str = ""
    count: int = 0
    total: int | None = None
    more: bool = False
    _filters: tuple[Filter, ...] | None = field(default=None, repr=False)

    @property
    def succeeded(self) -> bool:
        """Whether the caller received the records."""
        return self.asked is not None

    @property
    def returned(self) -> Iterator[str]:
        """The keys of the rows, in order."""
        return unpacked(self.keys)

    @property
    def ending(self) -> str:
        """The end of a call that brought no records: a status or the reason there is none."""
        return str(self.status) if self.status is not None else self.how or self.told

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters that must all hold; groups of alternatives are left out."""
        if self._filters is None:
            parts = [
                (name.strip(), value) for name, value in (self.asked or {}).items() if name not in _PAGING
            ]
            self._filters = tuple(
                [
                    Filter(name.partition(" ")[0], name.partition(" ")[2], value)
                    for name, value in parts
                    if "|" not in name and name.count(" ") == 1
                ]
            )
        return self._filters

    @property
    def names_records(self) -> bool:
        """Whether it asked for known records only, so that it cannot find a new one."""
        if any(name in NAMING for name in self.asked or ()):
            return True
        return any(each.field in NAMING and each.condition in SAME for each in self.filters)

    @property
    def lower(self) -> Filter | None:
        """The lower bound over a time, or else over the id; None without one."""
        bounds = [each for each in self.filters if each.condition in LOWER]
        return next((each for each in bounds if each.field in TIMES), bounds[0] if bounds else None)

    @property
    def upper(self) -> Filter | None:
        """The upper bound over a time; None without one."""
        return next((each for each in self.filters if each.condition in UPPER and each.field in TIMES), None)

    @property
    def sort(self) -> str:
        """The columns it sorted by; empty for none."""
        return (self.asked or {}).get("sort", "")

    @property
    def page(self) -> int:
        """The page it asked for, from 1."""
        text = (self.asked or {}).get("page", "1")
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1

    @property
    def size(self) -> int | None:
        """The page size it asked for; None for none."""
        text = (self.asked or {}).get("size", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    @property
    def window(self) -> tuple[tuple[str, str], ...]:
        """What it asked, without the page: the same for all pages of one list."""
        return tuple([(name, value) for name, value in (self.asked or {}).items() if name != "page"])


def second_of(text: str) -> int | None:
    """Return the second since 1970 of a date in a filter, read as UTC as the shop does; None for no date."""
    found = _STAMP.match(text.strip())
    if found is None:
        return None
    clock = found[2] or "00:00:00"
    clock = f"{clock}:00" if clock.count(":") == 1 else clock
    try:
        return int(datetime.fromisoformat(f"{found[1]}T{clock}").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None
