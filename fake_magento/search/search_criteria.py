"""The search criteria grammar and its work over Python records.

Filters inside a group are ORed, groups are ANDed. An unknown condition silently acts as `eq`; a sort
without a
direction descends; no `pageSize` gives all rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from fake_magento.errors import ShopError, required, wrong_type
from fake_magento.search.conditions import Column, predicate

FILTER_GROUPS = "Magento\\Framework\\Api\\Search\\FilterGroup[]"
FILTERS = "Magento\\Framework\\Api\\Filter[]"
SORT_ORDERS = "Magento\\Framework\\Api\\SortOrder[]"
MANY = 64
"""From so many rows on it pays to collect the distinct values first."""
LONG = 200
"""Answers with so many rows are read page by page, so they are kept for the next page."""
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


@dataclass(frozen=True, slots=True)
class Filter:
    field: str
    value: str
    condition: str = "eq"


@dataclass(frozen=True, slots=True)
class Sort:
    field: str
    direction: str = "DESC"


@dataclass(frozen=True, slots=True)
class Criteria:
    groups: tuple[tuple[Filter, ...], ...] = ()
    sorts: tuple[Sort, ...] = ()
    page_size: int | None = None
    current_page: int | None = None

    def json(self) -> dict[str, Any]:
        """The echo in the reply's envelope."""
        data: dict[str, Any] = {
            "filter_groups": [{"filters": [_echo(f) for f in group]} for group in self.groups]
        }
        if self.sorts:
            data["sort_orders"] = [{"field": sort.field, "direction": sort.direction} for sort in self.sorts]
        if self.page_size is not None:
            data["page_size"] = self.page_size
        if self.current_page is not None:
            data["current_page"] = self.current_page
        return data


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that can be searched. `narrow` may answer a filter from an index: the rows that can match,
    or None."""

    columns: Mapping[str, Column]
    flat: bool = True
    """A flat table answers an unknown column with an SQL failure (500), an EAV entity with a 400."""
    narrow: Callable[[Any, Filter], list[Any] | None] | None = None
    candidates: Callable[[Any, list[Filter]], tuple[list[Any], list[Filter]] | None] | None = None
    """In place of `narrow`, for several filters that must all hold: the rows, and the filters they are known to
    match."""
    model: str = ""
    """Magento's name of the rows in its collections."""
    in_order_of: tuple[str, ...] = ()
    """Columns by which the rows come ascending; descending they come the other way round."""
    is_remembered: bool = False
    """Whether the source keeps long answers until something changes (`answer`, `keep_answer`)."""
    sorted_rows: Callable[[Any, str], list[Any] | None] | None = None
    """All rows sorted ascending by a column without repeated values, where the source keeps them so."""


class UnknownColumn(Exception):
    """A filter or sort names a column the entity does not have."""

    def __init__(self, name: str, flat: bool) -> None:
        super().__init__(name, flat)
        self.name = name
        self.flat = flat


class SameId(Exception):
    """A list that the database join gave one row of twice: Magento refuses it as a whole."""

    def __init__(self, kind: str, entity_id: object) -> None:
        super().__init__(f'Item ({kind}) with the same ID "{entity_id}" already exists.')


def parse(parameters: Mapping[str, Any]) -> Criteria:
    """Criteria from decoded query parameters. Raises ShopError in Magento's words."""
    raw = parameters.get("searchCriteria", parameters.get("search_criteria"))
    if raw is None:
        raise required("searchCriteria")
    if not isinstance(raw, dict):
        return Criteria()
    groups = tuple(
        tuple(_filter(entry) for entry in _entries(_either(group, "filters"), FILTERS))
        for group in _entries(_either(raw, "filter_groups", "filterGroups"), FILTER_GROUPS)
    )
    sorts = tuple(_sort(entry) for entry in _entries(_either(raw, "sort_orders", "sortOrders"), SORT_ORDERS))
    return Criteria(
        groups, sorts, _whole(raw, "page_size", "pageSize"), _whole(raw, "current_page", "currentPage")
    )


def _either(raw: Any, *names: str) -> Any:
    if isinstance(raw, dict):
        for name in names:
            if name in raw:
                return raw[name]
    return None


def _entries(raw: Any, expected: str) -> list[dict[str, Any]]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, dict):
        raise wrong_type(raw, expected)
    for entry in raw.values():
        if not isinstance(entry, dict):
            raise wrong_type(entry, expected.removesuffix("[]"))
    return list(raw.values())


def _filter(entry: dict[str, Any]) -> Filter:
    value = _text(entry.get("value"))
    return Filter(
        _text(entry.get("field")), value, _text(_either(entry, "condition_type", "conditionType")) or "eq"
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):
        raise wrong_type(value, "string")
    return "" if value is None else str(value)


def _sort(entry: dict[str, Any]) -> Sort:
    name = _text(entry.get("field"))
    if not _NAME_CHARACTERS.issuperset(name):
        raise ShopError("Sort order field %1 contains restricted symbols", 400, [name])
    direction = _text(entry.get("direction")).upper() or "DESC"
    if direction not in ("ASC", "DESC"):
        raise ShopError(
            "The sort order has to be specified as %1 for ascending order or %2 for descending order.",
            400,
            ["ASC", "DESC"],
        )
    return Sort(name, direction)


def _whole(raw: dict[str, Any], *names: str) -> int | None:
    name = next((name for name in names if name in raw), None)
    if name is None:
        return None
    value = raw[name]
    text = value if isinstance(value, str) else ""
    digits = text.strip().removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        inner = wrong_type(value, "int")
        raise ShopError(f'Error occurred during "{name}" processing. {inner.message}')
    return int(text)


def find(entity: Entity, rows: Iterable[Any], source: Any, criteria: Criteria) -> list[Any]:
    """All rows that match, sorted; `source` is what the indexes of the entity look into. Do not change the list."""
    if not entity.is_remembered:
        return _found(entity, rows, source, criteria)
    question = (criteria.groups, criteria.sorts)
    found: list[Any] | None = source.answer(question)
    if found is None:
        found = _found(entity, rows, source, criteria)
        if len(found) >= LONG:
            source.keep_answer(question, found)
    return found


def _found(entity: Entity, rows: Iterable[Any], source: Any, criteria: Criteria) -> list[Any]:
    groups = [group for group in criteria.groups if group]
    tests = [(group, _group_test(entity, group)) for group in groups]
    sorts = [sort for sort in criteria.sorts if sort.field]
    found, settled = _candidates(entity, source, groups) if groups else (None, ())
    if found is None:
        if not tests and len(sorts) == 1 and entity.sorted_rows is not None:
            kept = entity.sorted_rows(source, sorts[0].field)
            if kept is not None:
                return kept[::-1] if sorts[0].direction == "DESC" else kept
        found = list(rows)
    for group, test in tests:
        if len(group) > 1 or group[0] not in settled:
            found = test(found)
    for place, sort in enumerate(reversed(sorts)):
        if place == 0 and sort.field in entity.in_order_of:
            found = found[::-1] if sort.direction == "DESC" else found
        else:
            found = _sorted(entity, found, sort)
    return found


def _candidates(
    entity: Entity, source: Any, groups: list[tuple[Filter, ...]]
) -> tuple[list[Any] | None, Sequence[Filter]]:
    """Rows from an index and the filters that it settles; None without an index."""
    single = [group[0] for group in groups if len(group) == 1]
    if entity.candidates is not None and single:
        return entity.candidates(source, single) or (None, ())
    if entity.narrow is not None:
        for wanted in single:
            few = entity.narrow(source, wanted)
            if few is not None:
                return few, ()
    return None, ()


def _sorted(entity: Entity, found: list[Any], sort: Sort) -> list[Any]:
    column = _column(entity, sort.field)
    is_down = sort.direction == "DESC"
    keys = column.sort_keys(found)
    places = sorted(range(len(found)), key=keys.__getitem__, reverse=is_down)
    return [found[place] for place in places]


def _group_test(entity: Entity, group: tuple[Filter, ...]) -> Callable[[list[Any]], list[Any]]:
    """Keeps the rows that pass one of the filters. Each distinct value is looked at once."""
    tests = [(column := _column(entity, f.field), predicate(column, f.condition, f.value)) for f in group]
    if len(tests) == 1:
        ((only, test),) = tests
        get = only.get
        return lambda rows: _passing(rows, list(map(get, rows)), test)
    return lambda rows: [row for row in rows if any(test(column.get(row)) for column, test in tests)]


def _passing(rows: list[Any], values: list[Any], test: Callable[[Any], bool]) -> list[Any]:
    if len(rows) < MANY:
        return [row for row, value in zip(rows, values, strict=True) if test(value)]
    verdicts = {value: test(value) for value in dict.fromkeys(values)}
    return list(compress(rows, map(verdicts.__getitem__, values)))


def _column(entity: Entity, name: str) -> Column:
    column = entity.columns.get(name)
    if column is None:
        raise UnknownColumn(name, entity.flat)
    return column


def page(found: list[Any], criteria: Criteria, past_end: str) -> list[Any]:
    """One page of the rows: all of them without a page size; past the end nothing, or the last page again."""
    size = criteria.page_size
    if not size:
        return found
    size = max(1, size)
    number = max(1, criteria.current_page or 1)
    if past_end == "repeat" and found:
        number = min(number, -(-len(found) // size))
    return found[(number - 1) * size : number * size]


def _echo(wanted: Filter) -> dict[str, str]:
    return {"field": wanted.field, "value": wanted.value, "condition_type": wanted.condition}
