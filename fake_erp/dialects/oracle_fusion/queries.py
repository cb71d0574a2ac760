"""`q=` and `finder=` as filters of OData, and the other parameters of a collection."""

from __future__ import annotations

from functools import lru_cache

from fake_erp.dialects.native.reading import query_of as parameters
from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.errors import Malformed

DEFAULT_LIMIT, MOST = 25, 500
OPERATORS = {"=": "eq", "!=": "ne", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
LONGEST = 4000


@lru_cache(maxsize=1024)
def query_of(raw: str) -> Query:
    """The query of a collection. Raises Malformed."""
    given = parameters(raw)
    conditions = [_condition(given["q"])] if given.get("q") else []
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
    return " and ".join([f"{name.strip()} eq {_value(value.strip())}" for name, value in pairs])


def _value(text: str) -> str:
    if text[:1] in "'\"" and text[-1:] == text[:1] and len(text) > 1:
        text = text[1:-1]
    elif text.lower() in ("true", "false", "null"):
        return text.lower()
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def _condition(text: str) -> str:
    """`A='x';B>5 and C=y` as a filter of OData. Raises Malformed."""
    if len(text) > LONGEST:
        raise Malformed("The value of q is too long.", "q")
    parts = [part for part in _split(text) if part.strip()]
    return " and ".join([_comparison(part.strip()) for part in parts])


def _split(text: str) -> list[str]:
    """At semicolons, and at the word `and`, outside of quotes."""
    parts, start, quote = [], 0, ""
    for at, sign in enumerate(text):
        if sign in "'\"":
            quote = "" if quote == sign else quote or sign
        elif not quote and sign == ";":
            parts.append(text[start:at])
            start = at + 1
        elif not quote and text[at : at + 5].lower() == " and ":
            parts.append(text[start:at])
            start = at + 5
    parts.append(text[start:])
    return parts


def _comparison(text: str) -> str:
    at = next((n for n, sign in enumerate(text) if sign in "=!<>"), -1)
    if at < 1:
        raise Malformed("The value of q isn't valid.", "q")
    length = 2 if text[at : at + 2] in OPERATORS else 1
    operator = OPERATORS.get(text[at : at + length])
    name, value = text[:at].strip(), text[at + length :].strip()
    if operator is None or not name.isidentifier():
        raise Malformed("The value of q isn't valid.", "q")
    if value.isascii() and value.isdigit() and len(value) < 20:
        return f"{name} {operator} {value}" if operator != "eq" else f"{name} eq '{value}'"
    return f"{name} {operator} {_value(value)}"
