"""The records of a list that query options ask for: filtered, sorted, counted, and cut to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.model import EntityType, Row, require_known
from fake_erp.dialects.odata.queries import Query
from fake_erp.errors import Malformed

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class Selection:
    """A page of a list.

    `records` are of the entity type, `rows` the records of the books that they are part of, once each, for the record
    of what was listed. `total` is None unless asked for. `next_skip` is where the next page of the server begins; None
    where this is the last, or where the client has asked for no more.
    """

    records: list[Any]
    rows: list[Any]
    total: int | None
    next_skip: int | None

    @property
    def more(self) -> bool:
        """Whether the server has cut the list."""
        return self.next_skip is not None


def select(
    erp: Erp,
    entity: EntityType,
    records: Sequence[Any],
    query: Query,
    page_size: int = 0,
    most_rows: int = 0,
) -> Selection:
    """The page of `records` that the options ask for.

    `page_size` is that of server-driven paging, 0 without; `$skiptoken` is the place of the first record.
    `most_rows` is the largest page of the installation. Raises Malformed for unknown properties.
    """
    require_known(entity, query.select, "$select")
    require_known(entity, query.expand, "$expand")
    kept = matching(erp, entity, records, query)
    if query.order_by:
        kept = _sorted(erp, entity, kept, query.order_by)
    start = query.skip + _token(query)
    size = min([each for each in (page_size, most_rows) if each] or [len(kept)])
    wanted = len(kept) if query.top is None else max(0, query.top - _token(query))
    shown = list(kept[start : start + min(size, wanted)])
    left = min(len(kept) - start, wanted) - len(shown)
    next_skip = _token(query) + len(shown) if left > 0 and shown else None
    owners = list({id(owner): owner for each in shown for owner in [entity.owner(each)]}.values())
    return Selection(shown, owners, len(kept) if query.count else None, next_skip)


def matching(erp: Erp, entity: EntityType, records: Sequence[Any], query: Query) -> Sequence[Any]:
    """The records that match the filter, all of them."""
    wanted = query.filter
    if wanted is None:
        return records
    require_known(entity, wanted.names, "$filter")
    return [record for record in records if wanted.holds(Row(erp, entity, record))]


def _token(query: Query) -> int:
    text = query.skip_token
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Malformed(f"$skiptoken: {text[:40]!a} was not given by this service", "$skiptoken")
    return int(text)


def _sorted(
    erp: Erp, entity: EntityType, records: Sequence[Any], order_by: Sequence[tuple[str, bool]]
) -> list[Any]:
    require_known(entity, [path for path, _ in order_by], "$orderby")
    found = list(records)
    for path, largest_first in reversed(order_by):
        found.sort(key=lambda record, path=path: _place(erp, entity, record, path), reverse=largest_first)  # type: ignore[misc]
    return found


def _place(erp: Erp, entity: EntityType, record: Any, path: str) -> tuple[Any, ...]:
    value: Any = Row(erp, entity, record)
    for step in path.split("/"):
        value = value.get(step) if hasattr(value, "get") else None
    if value is None:
        return (0,)
    if isinstance(value, bool | int | float | Decimal):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    raise Malformed(f"$orderby: {path[:60]!a} cannot be sorted by", "$orderby")
