"""The largest page of an installation; larger limits are capped silently."""

from __future__ import annotations

from fake_erp.dialects.native.reading import query_of

DEFAULT_ROWS = 100


def clamped(query: str, most_rows: int) -> str:
    """The raw query of a list with `limit` and `page_size` cut to `most_rows`; of a repeated one the last counts."""
    given = query_of(query)
    for name in ("limit", "page_size"):
        asked = given.get(name, str(DEFAULT_ROWS))
        if asked.isascii() and asked.isdigit() and int(asked[:18]) > most_rows:
            query = f"{query}&{name}={most_rows}" if query else f"{name}={most_rows}"
    return query
