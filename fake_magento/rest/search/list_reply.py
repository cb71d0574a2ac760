"""Lists: criteria in, an envelope of three keys out.

Source: Adobe Commerce developer docs, "Search using REST endpoints".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework import php_query
from fake_magento.rest.framework.http import Call
from fake_magento.rest.search import criteria_parameters, unstable_paging
from fake_magento.rest.search.listed import listed
from fake_magento.search import matching
from fake_magento.search.criteria import Criteria
from fake_magento.search.matching import SameId
from fake_magento.shop import Shop


def envelope(
    shop: Shop,
    call: Call,
    entity: matching.Entity,
    rows: Iterable[Any],
    view: Callable[[Any], Any],
    source: Any = None,
    criteria_needed: bool = True,
) -> dict[str, Any]:
    """`{"items", "search_criteria", "total_count"}`; the count does not depend on the page."""
    criteria = _limited(shop, _criteria(call.request.query, criteria_needed))
    found = matching.find(entity, rows, source, criteria)
    if shop.config.unstable_paging:
        in_order, found = found, unstable_paging.unstable(entity, found, criteria)
        if found != in_order:
            shop.surprise("unstable_paging")
    rows_of_page = matching.page(found, criteria, shop.config.page_past_end)
    if shop.config.same_id_failure:
        try:
            unstable_paging.fail_sometimes(entity, rows_of_page, call.request.query, shop.now())
        except SameId:
            shop.surprise("same_id_failure")
            raise
    call.listed = listed(criteria, rows_of_page, len(found))
    return {
        "items": [view(row) for row in rows_of_page],
        "search_criteria": criteria_parameters.criteria_json(criteria),
        "total_count": len(found),
    }


@lru_cache(maxsize=256)
def _criteria(query: str, is_needed: bool) -> Criteria:
    """The criteria of a query string; clients that poll send the same one again. Raises ShopError."""
    parameters = php_query.parse(query)
    if not is_needed and "searchCriteria" not in parameters and "search_criteria" not in parameters:
        parameters["searchCriteria"] = ""
    return criteria_parameters.parse(parameters)


def _limited(shop: Shop, criteria: Criteria) -> Criteria:
    most = shop.config.maximum_page_size
    if most is None:
        return criteria
    if criteria.page_size is None:
        size = shop.config.default_page_size
        return Criteria(criteria.groups, criteria.sorts, size, criteria.current_page)
    if criteria.page_size > most:
        raise ShopError("Maximum SearchCriteria pageSize is %max", {"max": most})
    return criteria
