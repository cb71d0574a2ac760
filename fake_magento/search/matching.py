"""Search over records by criteria: filter, sort, page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from fake_magento.search.conditions import Column, predicate
from fake_magento.search.criteria import Criteria, Filter, Sort

DISTINCT_FROM = 64
"""From this number of rows on, each distinct value is tested once."""
CACHED_FROM = 200
"""From this number of rows on, a result is cached for the next page."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record that can be searched. `narrow` gives the rows that can match a filter from an index, or None."""

    columns: Mapping[str, Column]
    flat: bool = True
    """Whether the entity is a flat table, where an unknown column is an SQL error; an EAV entity refuses it by name."""
    narrow: Callable[[Any, Filter], list[Any] | None] | None = None
    candidates: Callable[[Any, list[Filter]], tuple[list[Any], list[Filter]] | None] | None = None
    """In place of `narrow`, for several filters that must all hold: the rows, and the filters that all of them
    match."""
    model: str = ""
    """Magento's name of the rows in its collections."""
    in_order_of: tuple[str, ...] = ()
    """Columns by which the rows are already in ascending order."""
    is_cached: bool = False
    """Whether the source caches long results (`cached_result`, `cache_result`)."""
    sorted_rows: Callable[[Any, str], list[Any] | None] | None = None
    """All rows in ascending order of a column of unique values, where the source has them; else None."""


class UnknownColumn(Exception):
    """A filter or sort names a column that the entity does not have."""

    def __init__(self, name: str, flat: bool) -> None:
        super().__init__(name, flat)
        self.name = name
        self.flat = flat


class SameId(Exception):
    """The database join gave one row twice: Magento refuses the whole list."""

    def __init__(self, kind: str, entity_id: object) -> None:
        super().__init__(f'Item ({kind}) with the same ID "{entity_id}" already exists.')


def find(entity: Entity, rows: Iterable[Any], source: Any, criteria: Criteria) -> list[Any]:
    """All rows that match, sorted. `source` holds the indexes of the entity. Do not change the list."""
    if not entity.is_cached:
        return _found(entity, rows, source, criteria)
    question = (criteria.groups, criteria.sorts)
    found: list[Any] | None = source.cached_result(question)
    if found is None:
        found = _found(entity, rows, source, criteria)
        if len(found) >= CACHED_FROM:
            source.cache_result(question, found)
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
    """(rows from an index or None, filters that all of them match)."""
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
    """A function that keeps the rows that pass one of the filters."""
    tests = [(column := _column(entity, f.field), predicate(column, f.condition, f.value)) for f in group]
    if len(tests) == 1:
        ((only, test),) = tests
        get = only.get
        return lambda rows: _passing(rows, list(map(get, rows)), test)
    return lambda rows: [row for row in rows if any(test(column.get(row)) for column, test in tests)]


def _passing(rows: list[Any], values: list[Any], test: Callable[[Any], bool]) -> list[Any]:
    if len(rows) < DISTINCT_FROM:
        return [row for row, value in zip(rows, values, strict=True) if test(value)]
    verdicts = {value: test(value) for value in dict.fromkeys(values)}
    return list(compress(rows, map(verdicts.__getitem__, values)))


def _column(entity: Entity, name: str) -> Column:
    column = entity.columns.get(name)
    if column is None:
        raise UnknownColumn(name, entity.flat)
    return column


def page(found: list[Any], criteria: Criteria, past_end: str) -> list[Any]:
    """One page of the rows: all of them without a page size; past the end none, or the last page again."""
    size = criteria.page_size
    if not size:
        return found
    size = max(1, size)
    number = max(1, criteria.current_page or 1)
    if past_end == "repeat" and found:
        number = min(number, -(-len(found) // size))
    return found[(number - 1) * size : number * size]
