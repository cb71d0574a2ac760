"""The HTTP method and the route of an operation, where the ledger alone does not say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from fake_erp.dialects.native.routes import ROUTES as NATIVE_ROUTES
from fake_magento.rest.routes import ROUTES as SHOP_ROUTES

Routes = Mapping[str, tuple[str, str]]

_NATIVE = "native"
_SHOP_PREFIX = "/rest/V1/"


@cache
def routes(dialect: str) -> Routes:
    """Return method and route by operation, for the shop and for the native interface of the ERP.

    An operation that several routes lead to is left out, as are those of dialects whose routes are no table.
    """
    shop = ((f"shop.{each.operation}", each.method, _SHOP_PREFIX + each.pattern) for each in SHOP_ROUTES)
    native = ((f"erp.{each.operation}", each.method, each.pattern) for each in NATIVE_ROUTES)
    return {**_unique(shop), **(_unique(native) if dialect == _NATIVE else {})}


def _unique(rows: Iterable[tuple[str, str, str]]) -> Routes:
    found: dict[str, set[tuple[str, str]]] = {}
    for operation, method, pattern in rows:
        found.setdefault(operation, set()).add((method, pattern))
    return {operation: ways.pop() for operation, ways in found.items() if len(ways) == 1}
