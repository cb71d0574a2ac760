"""Declares fields by their types in short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fake_erp.dialects.odoo.models.base import Field, Get, View
from fake_erp.model import NOT_YET


def char(name: str, label: str, get: Get, **more: Any) -> Field:
    """A line of text."""
    return Field(name, "char", label, get, **more)


def text(name: str, label: str, get: Get, **more: Any) -> Field:
    """Text of several lines."""
    return Field(name, "text", label, get, **more)


def integer(name: str, label: str, get: Get, **more: Any) -> Field:
    """A whole number."""
    return Field(name, "integer", label, get, **more)


def number(name: str, label: str, get: Get, **more: Any) -> Field:
    """A number."""
    return Field(name, "float", label, get, **more)


def money(name: str, label: str, get: Get, **more: Any) -> Field:
    """An amount; `get` gives cents."""
    return Field(name, "monetary", label, lambda view, record: cents(get(view, record)), **more)


def cents(amount: int) -> float:
    """Cents as the number that JSON shows."""
    return amount / 100


def flag(name: str, label: str, get: Get, **more: Any) -> Field:
    """True or false."""
    return Field(name, "boolean", label, get, **more)


def instant(name: str, label: str, get: Get, **more: Any) -> Field:
    """An instant; `get` gives milliseconds."""
    return Field(name, "datetime", label, lambda view, record: _known(get(view, record)), **more)


def day(name: str, label: str, get: Get, **more: Any) -> Field:
    """A day; `get` gives milliseconds."""
    return Field(name, "date", label, lambda view, record: _known(get(view, record)), **more)


def _known(instant_ms: int | None) -> int | None:
    return None if instant_ms in (None, NOT_YET) else instant_ms


def choice(name: str, label: str, get: Get, *values: str, **more: Any) -> Field:
    """One of some values."""
    pairs = tuple((value, value.replace("_", " ").title()) for value in values)
    return Field(name, "selection", label, get, selection=pairs, **more)


def link(name: str, label: str, relation: str, get: Get, **more: Any) -> Field:
    """Another record; `get` gives its id and name, or None."""
    return Field(name, "many2one", label, get, relation, **more)


def several(name: str, label: str, relation: str, get: Get, kind: str = "one2many", **more: Any) -> Field:
    """Other records; `get` gives their ids."""
    return Field(name, kind, label, get, relation, **more)


def linked(view: View, model: str, number: int) -> tuple[int, str] | None:
    """Id and name of a record of another model; None for an id without one."""
    owner = view.models[model]
    record = owner.find(view, number)
    return None if record is None else owner.pair(view, record)


def extra(name: str, kind: str, label: str, model: str, default: Any = "", **more: Any) -> Field:
    """A field that the books have no place for; the dialect keeps its value."""

    def get(view: View, record: Any) -> Any:
        values = view.store.extras.get((model, view.models[model].id_of(view, record)))
        return default if values is None else values.get(name, default)

    return Field(name, kind, label, get, kept=True, **more)


def table(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields by name."""
    return {each.name: each for each in fields}
