"""SQL queries over the tables of the product: one table, or two that are joined, read only."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.business_one.queries.definitions import stored


def checked(given: dict[str, Any], now: str) -> dict[str, Any]:
    """A query as it is stored."""
    return stored({}, given, "", now)  # type: ignore[arg-type]
