"""`q=` and `finder=` as filters of OData, and the other parameters of a collection."""

from __future__ import annotations

from functools import lru_cache

from fake_erp.dialects.native.reading import query_of as parameters
from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.short.conditions import condition, value_of
from fake_erp.errors import Malformed

DEFAULT_LIMIT, MOST = 25, 500


@lru_cache(maxsize=1024)
def query_of(raw: str) -> Query:
    """The query of a collection. Raises Malformed."""
    given = parameters(raw)
    conditions = [condition(given["q"], "q")] if given.get("q") else []
    if given.get("finder"):
        conditions.append(_finder(given["finder"]))
    text = " and ".join([each for each in conditions if each])
    order_by = tuple(
        [
            (name, direction.lower() == "desc")
            for part in given.get("orderBy", "").split(",")
            if part
            for name, _, direction in [part.partition(":")]
        ]
    )
    return Query(
        filter_of(text) if text else None,
        order_by=order_by,
        top=min(_whole(given, "limit", DEFAULT_LIMIT), MOST),
        skip=_whole(given, "offset", 0),
        count=True,
        other=given,
    )


def _whole(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Malformed(f"The value of {name} isn't valid.", name)
    return int(text)


def _finder(text: str) -> str:
    _, _, variables = text.partition(";")
    pairs = [part.partition("=")[::2] for part in variables.split(",") if part]
    return " and ".join([f"{name.strip()} eq {value_of(value.strip())}" for name, value in pairs])
