"""The operations of the REST API, made from the route table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fake_magento.rest.framework.router import ASYNC_SUBMIT, BULK_SUBMIT
from fake_magento.rest.routes import ROUTES
from fake_magento.rest.schema import swagger


def _operations() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for route in (*ROUTES, swagger.ROUTE):
        noun = route.key.noun if route.key else None
        found[route.operation] = found.get(route.operation) or noun
    return {**found, ASYNC_SUBMIT: None, BULK_SUBMIT: None}


OPERATIONS: Mapping[str, str | None] = MappingProxyType(_operations())
"""Name of each operation (`order.read`) to its business key: `order` (the order number), `sku` or `customer` (the id);
None for an operation without one. In the order of the route table."""
