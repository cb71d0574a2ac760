"""Search criteria as query parameters and as JSON.

Source: Adobe Commerce developer docs, "Search using REST endpoints".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework.refusals import required, wrong_type
from fake_magento.search.criteria import Criteria, Filter, Sort

FILTER_GROUPS = "Magento\\Framework\\Api\\Search\\FilterGroup[]"
FILTERS = "Magento\\Framework\\Api\\Filter[]"
SORT_ORDERS = "Magento\\Framework\\Api\\SortOrder[]"
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def parse(parameters: Mapping[str, Any]) -> Criteria:
    """Criteria of decoded query parameters. Raises ShopError."""
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
        raise ShopError("Sort order field %1 contains restricted symbols", [name])
    direction = _text(entry.get("direction")).upper() or "DESC"
    if direction not in ("ASC", "DESC"):
        raise ShopError(
            "The sort order has to be specified as %1 for ascending order or %2 for descending order.",
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


def _filter_json(wanted: Filter) -> dict[str, str]:
    return {"field": wanted.field, "value": wanted.value, "condition_type": wanted.condition}


def criteria_json(criteria: Criteria) -> dict[str, Any]:
    """The criteria as the envelope of a list repeats them."""
    groups = [{"filters": [_filter_json(each) for each in group]} for group in criteria.groups]
    data: dict[str, Any] = {"filter_groups": groups}
    if criteria.sorts:
        data["sort_orders"] = [{"field": sort.field, "direction": sort.direction} for sort in criteria.sorts]
    if criteria.page_size is not None:
        data["page_size"] = criteria.page_size
    if criteria.current_page is not None:
        data["current_page"] = criteria.current_page
    return data
