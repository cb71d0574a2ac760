"""Unstable lists: pages without a sort overlap and skip rows, and some lists fail as a whole.

Both happen only if configured.

Source: magento/magento2 issue 32306, "Item with the same ID already exists"; MySQL manual, "LIMIT query optimization".
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

from fake_magento.search.criteria import Criteria
from fake_magento.search.matching import Entity, SameId

REACH = 5
"""Maximum distance of a row from its place, without a sort."""
ONE_LIST_IN = 20
_UNIQUE = ("entity_id", "increment_id", "item_id", "id", "sku", "email")


def unstable(entity: Entity, found: list[Any], criteria: Criteria) -> list[Any]:
    """The rows, in an order that differs from page to page where the sort does not decide it."""
    sorts = [sort for sort in criteria.sorts if sort.field]
    if any(sort.field in _UNIQUE for sort in sorts):
        return found
    page = criteria.current_page or 1
    if not sorts:
        keys: list[Any] = [place + _chance(page, place) % (2 * REACH + 1) for place in range(len(found))]
    else:
        columns = [entity.columns[sort.field].sort_keys(found) for sort in sorts]
        run, before, keys = 0, None, []
        for place, values in enumerate(zip(*columns, strict=True)):
            run += values != before
            before = values
            keys.append((run, _chance(page, place)))
    return [found[place] for place in sorted(range(len(found)), key=keys.__getitem__)]


def fail_sometimes(entity: Entity, page: list[Any], query: str, now_ms: int) -> None:
    """Raises SameId for one list in twenty, by its query and the second; a retry a second later may pass."""
    if entity.model and len(page) > 1 and _chance(query, now_ms // 1000) % ONE_LIST_IN == 0:
        raise SameId(entity.model, page[len(page) // 2].entity_id)


def _chance(*what: object) -> int:
    return crc32(":".join(map(str, what)).encode("utf-8", "replace"))
