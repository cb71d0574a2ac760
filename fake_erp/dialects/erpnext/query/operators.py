"""Operators of filters, on values as documents have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.erpnext.wire.errors import BadField

Test = Callable[[Any, Any], bool]
LONGEST_PATTERN = 300


def comparable(value: Any, other: Any) -> tuple[Any, Any]:
    """Two values of one type: numbers where the document has a number, texts without case otherwise."""
    if isinstance(value, int | float):
        try:
            return float(value), float(other if other not in (None, "") else 0)
        except (TypeError, ValueError, OverflowError):
            return str(value), str(other)
    return text(value), text(other)


def text(value: Any) -> str:
    """A text as the database compares it: without case, null as empty."""
    return "" if value is None else str(value).casefold()


def _equal(value: Any, wanted: Any) -> bool:
    one, other = comparable(value, wanted)
    return bool(one == other)


def _ordered(test: Callable[[Any, Any], bool]) -> Test:
    def compare(value: Any, wanted: Any) -> bool:
        if value is None:
            return False
        one, other = _dates(*comparable(value, wanted))
        return type(one) is type(other) and test(one, other)

    return compare


def _dates(one: Any, other: Any) -> tuple[Any, Any]:
    """A date against a datetime is midnight of it."""
    if type(one) is str and type(other) is str and one[:4].isdigit() and other[:4].isdigit():
        if len(one) > 10 and len(other) == 10:
            other += " 00:00:00.000000"
        elif len(one) > 19 and len(other) == 19:
            other += ".000000"
    return one, other


def like(value: Any, wanted: Any) -> bool:
    """Whether a text is like a pattern with % and _, in time that grows with the lengths alone."""
    pattern = text(wanted)
    if len(pattern) > LONGEST_PATTERN:
        raise BadField(f"like: a pattern of at most {LONGEST_PATTERN} characters")
    return _like(text(value), pattern)


def _like(value: str, pattern: str) -> bool:
    at = mark = 0
    star = -1
    place = 0
    while at < len(value):
        if place < len(pattern) and pattern[place] == "%":
            star, mark = place, at
            place += 1
        elif place < len(pattern) and pattern[place] in (value[at], "_"):
            at, place = at + 1, place + 1
        elif star >= 0:
            mark += 1
            at, place = mark, star + 1
        else:
            return False
    return all(sign == "%" for sign in pattern[place:])


def options(wanted: Any) -> list[Any]:
    """The values of `in` and `between`: a list, or a text with commas."""
    if type(wanted) is list:
        return wanted
    if type(wanted) is str:
        return [part.strip() for part in wanted.split(",")]
    return [wanted]


def _within(value: Any, wanted: Any) -> bool:
    return any(_equal(value, each) for each in options(wanted))


def _between(value: Any, wanted: Any) -> bool:
    ends = options(wanted)
    if len(ends) != 2:
        raise BadField("between: expected two values")
    first, last = ends
    if type(value) is str and type(last) is str and len(last) == 10 and len(value) > 10:
        last += " 23:59:59.999999"
    return _at_least(value, first) and _at_most(value, last)


_at_least = _ordered(lambda one, other: bool(one >= other))
_at_most = _ordered(lambda one, other: bool(one <= other))


def _is(value: Any, wanted: Any) -> bool:
    state = text(wanted)
    if state not in ("set", "not set"):
        raise BadField("is: expected set or not set")
    return (value not in (None, "")) == (state == "set")


OPERATORS: dict[str, Test] = {
    "=": _equal,
    "!=": lambda value, wanted: not _equal(value, wanted),
    ">": _ordered(lambda one, other: bool(one > other)),
    "<": _ordered(lambda one, other: bool(one < other)),
    ">=": _at_least,
    "<=": _at_most,
    "like": like,
    "not like": lambda value, wanted: not like(value, wanted),
    "in": _within,
    "not in": lambda value, wanted: not _within(value, wanted),
    "between": _between,
    "is": _is,
}
"""Operator, in small letters, to its test."""
