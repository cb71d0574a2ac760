"""What rules are made of and may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from fake_erp.calendar import Calendar
from fake_erp.config import Rules
from fake_erp.model import Document, Now, Order

Check: TypeAlias = Callable[[Order, Document | None], str]
"""Raises to refuse; else why the order must be held, or ""."""


class OrderBook(Protocol):
    @property
    def by_reference(self) -> Mapping[str, list[Order]]: ...


class Books(Protocol):
    """The records rules may read."""

    @property
    def now(self) -> Now: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def orders(self) -> OrderBook: ...


Builder: TypeAlias = Callable[[Books, Rules], Check | None]


def is_missing(document: Document, path: tuple[str, ...]) -> bool:
    """Whether nothing, null or "" stands at a dotted path; `lines.warehouse` looks into every line."""
    value: Any = document
    for at, name in enumerate(path):
        if isinstance(value, list):
            return any(is_missing(entry, path[at:]) for entry in value)
        if not isinstance(value, dict):
            return True
        value = value.get(name)
    return value is None or value == ""
