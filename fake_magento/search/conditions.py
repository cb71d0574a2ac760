r"""Conditions of a filter, evaluated as MySQL does: numbers by value, text regardless of case, dates as dates.

A NULL matches only `null`, not even a negated condition. Source: Adobe Commerce developer docs, "Search using REST
endpoints"; Magento source, Magento\Framework\DB\Adapter\Pdo\Mysql, prepareSqlCondition.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from fake_magento import timestamps
from fake_magento.search.regular_expressions import regular_expression

Kind = Literal["number", "text", "time", "ids"]
Test = Callable[[Any], bool]
ZERO_DATE = -math.inf


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a search.

    `get` reads a record: a number, a str, or milliseconds for a time; None is NULL. A column of kind `ids` gives a
    tuple of strings, and matches when one of them does.
    """

    kind: Kind
    get: Callable[[Any], Any]

    def folded(self, raw: Any) -> Any:
        """A value as MySQL compares it: a number, folded text, whole seconds. Not for NULL."""
        if self.kind == "text":
            return raw.lower()
        return raw // 1000 if self.kind == "time" else raw

    def sort_keys(self, records: list[Any]) -> list[Any]:
        """One key per record. NULLs come first when ascending."""
        values = list(map(self.get, records))
        if None in values:
            fold = self.folded
            return [(False, 0) if raw is None else (True, fold(raw)) for raw in values]
        if self.kind == "text":
            return list(map(str.lower, values))
        return [raw // 1000 for raw in values] if self.kind == "time" else values

    def text(self, raw: Any) -> str | None:
        """A value as text, for LIKE and similar conditions."""
        if raw is None:
            return None
        return timestamps.stamp(raw) if self.kind == "time" else str(raw)

    def cast(self, value: str) -> Any:
        """The value of a filter in the type of the column.

        A text that is no date is MySQL's zero date, before all others.
        """
        if self.kind == "text":
            return value.lower()
        if self.kind == "number":
            return leading_number(value)
        second = timestamps.parse(value)
        return ZERO_DATE if second is None else second


_LEADING = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)", re.ASCII)


@lru_cache(maxsize=4096)
def leading_number(text: str) -> float:
    """MySQL's cast: the number at the beginning of a text, else 0."""
    found = _LEADING.match(text)
    return float(found.group(1)) if found else 0.0


def predicate(column: Column, condition: str, value: str) -> Test:
    """The test of a value. Unknown conditions act as `eq`."""
    if column.kind == "ids":
        return _among(condition, value)
    make = _CONDITIONS.get(condition)
    return make(column, value) if make else _equal(column, value)


def _among(condition: str, value: str) -> Test:
    """Whether one of the ids of a record is in the value. All conditions but the negated ones are alike."""
    named = frozenset(one.strip() for one in value.split(","))
    wanted = condition not in ("neq", "nin", "nfinset")
    return lambda raw: named.isdisjoint(raw) != wanted


def _compare(column: Column, value: str, holds: Callable[[Any, Any], bool]) -> Test:
    wanted = column.cast(value)
    if column.kind == "number":
        return lambda raw: raw is not None and holds(raw, wanted)
    fold = column.folded
    return lambda raw: raw is not None and holds(fold(raw), wanted)


def _equal(column: Column, value: str) -> Test:
    return _compare(column, value, lambda own, wanted: bool(own == wanted))


def _unequal(column: Column, value: str) -> Test:
    return _compare(column, value, lambda own, wanted: bool(own != wanted))


def _greater(column: Column, value: str) -> Test:
    return _compare(column, value, lambda own, wanted: bool(own > wanted))


def _less(column: Column, value: str) -> Test:
    return _compare(column, value, lambda own, wanted: bool(own < wanted))


def _at_least(column: Column, value: str) -> Test:
    return _compare(column, value, lambda own, wanted: bool(own >= wanted))


def _at_most(column: Column, value: str) -> Test:
    return _compare(column, value, lambda own, wanted: bool(own <= wanted))


def _in(column: Column, value: str) -> Test:
    tests = [_equal(column, part) for part in value.split(",")]
    return lambda raw: any(test(raw) for test in tests)


def _not_in(column: Column, value: str) -> Test:
    inside = _in(column, value)
    return lambda raw: raw is not None and not inside(raw)


def _null(column: Column, value: str) -> Test:
    return lambda raw: raw is None


def _not_null(column: Column, value: str) -> Test:
    return lambda raw: raw is not None


@lru_cache(maxsize=1024)
def like_pattern(pattern: str) -> re.Pattern[str]:
    """SQL LIKE regardless of case: `%` is any text, `_` any character, a backslash makes the next one literal.

    What stands between two `%` is looked for once and kept, so the time grows with the product of the lengths.
    """
    parts = [""]
    characters = iter(pattern)
    for character in characters:
        if character == "%":
            if parts[-1] or len(parts) == 1:
                parts.append("")
        elif character == "_":
            parts[-1] += "."
        elif character == "\\":
            parts[-1] += re.escape(next(characters, "\\"))
        else:
            parts[-1] += re.escape(character)
    first, *others = parts
    between = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{between}{f'.*{others[-1]}' if others else ''}", re.IGNORECASE | re.DOTALL)


def _like(column: Column, value: str) -> Test:
    fits = like_pattern(value).fullmatch
    return lambda raw: (own := column.text(raw)) is not None and fits(own) is not None


def _not_like(column: Column, value: str) -> Test:
    fits = like_pattern(value).fullmatch
    return lambda raw: (own := column.text(raw)) is not None and fits(own) is None


def _fulltext(column: Column, value: str) -> Test:
    return _like(column, f"%{value}%")


def _in_set(column: Column, value: str) -> Test:
    wanted = value.lower()
    return lambda raw: (own := column.text(raw)) is not None and wanted in own.lower().split(",")


def _not_in_set(column: Column, value: str) -> Test:
    wanted = value.lower()
    return lambda raw: (own := column.text(raw)) is not None and wanted not in own.lower().split(",")


def _regexp(column: Column, value: str) -> Test:
    fits = regular_expression(value)
    return lambda raw: (own := column.text(raw)) is not None and fits(own)


def _internet_address(column: Column, value: str) -> Test:
    """INET_NTOA(column) LIKE value: only a number can be an address."""
    fits = like_pattern(value).fullmatch

    def test(own: Any) -> bool:
        if column.kind != "number" or own is None or not 0 <= own < 2**32:
            return False
        return fits(".".join(str(int(own) >> shift & 255) for shift in (24, 16, 8, 0))) is not None

    return test


_CONDITIONS: dict[str, Callable[[Column, str], Test]] = {
    "eq": _equal,
    "neq": _unequal,
    "like": _like,
    "nlike": _not_like,
    "in": _in,
    "nin": _not_in,
    "is": _equal,
    "notnull": _not_null,
    "null": _null,
    "gt": _greater,
    "lt": _less,
    "gteq": _at_least,
    "lteq": _at_most,
    "finset": _in_set,
    "nfinset": _not_in_set,
    "regexp": _regexp,
    "from": _at_least,
    "to": _at_most,
    "seq": _equal,
    "sneq": _unequal,
    "ntoa": _internet_address,
    "fulltext": _fulltext,
}
