r"""Search criteria as values. Filters inside a group are ORed, groups are ANDed.

Source: Adobe Commerce developer docs, "Search using REST endpoints"; Magento source,
Magento\Framework\Api\SearchCriteria.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a field; an unknown condition acts as `eq`."""

    field: str
    value: str
    condition: str = "eq"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort order; without a direction it descends."""

    field: str
    direction: str = "DESC"


@dataclass(frozen=True, slots=True)
class Criteria:
    """Filters, sort orders and the page. Without a page size all rows are one page."""

    groups: tuple[tuple[Filter, ...], ...] = ()
    sorts: tuple[Sort, ...] = ()
    page_size: int | None = None
    current_page: int | None = None
