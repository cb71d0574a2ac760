"""The filter `q` of record collections: conditions such as `email START_WITH "ann"` joined by AND and OR."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fake_erp.errors import RuleRefused

DEEPEST = 20
LONGEST = 4000
VALUELESS = ("EMPTY", "EMPTY_NOT")
OPERATORS = (
    "IS", "IS_NOT", "CONTAIN", "CONTAIN_NOT", "START_WITH", "START_WITH_NOT", "END_WITH", "END_WITH_NOT", "EQUAL",
    "EQUAL_NOT", "GREATER", "GREATER_OR_EQUAL", "LESS", "LESS_OR_EQUAL", "BETWEEN", "ANY_OF", "ANY_OF_NOT", "AFTER",
    "BEFORE", "ON", "ON_OR_AFTER", "ON_OR_BEFORE", "WITHIN", *VALUELESS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `values` are texts."""

    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by AND or OR."""

    how: str
    parts: tuple[Any, ...]


def bad(text: str) -> RuleRefused:
    """The refusal of a filter."""
    return RuleRefused("query", "query", text, "q")


@lru_cache(maxsize=2048)
def parsed(text: str) -> Condition | Joined:
    """A filter. Raises RuleRefused."""
    if len(text) > LONGEST:
        raise bad("The query is too long.")
    reader = _Reader(_tokens(text))
    found = reader.either(0)
    if reader.more():
        raise bad(f"Unexpected {reader.peek()[:40]!a}.")
    return found


def _tokens(text: str) -> list[str]:
    """Words, brackets, and quoted texts, which begin with a quotation mark."""
    found: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
        elif sign in "()[],":
            found.append(sign)
            at += 1
        elif sign in "\"'":
            end = text.find(sign, at + 1)
            if end < 0:
                raise bad("A quotation mark is missing.")
            found.append('"' + text[at + 1 : end])
            at = end + 1
        else:
            end = at
            while end < len(text) and not text[end].isspace() and text[end] not in "()[],\"'":
                end += 1
            found.append(text[at:end])
            at = end
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def peek(self) -> str:
        return self._tokens[self._at] if self.more() else ""

    def take(self) -> str:
        if not self.more():
            raise bad("The query ends too early.")
        self._at += 1
        return self._tokens[self._at - 1]

    def either(self, depth: int) -> Condition | Joined:
        return self._joined("OR", depth)

    def _joined(self, how: str, depth: int) -> Condition | Joined:
        read = self._both if how == "OR" else self._one
        parts = [read(depth)]
        while self.peek().upper() == how:
            self.take()
            parts.append(read(depth))
        return parts[0] if len(parts) == 1 else Joined(how, tuple(parts))

    def _both(self, depth: int) -> Condition | Joined:
        return self._joined("AND", depth)

    def _one(self, depth: int) -> Condition | Joined:
        if self.peek() != "(":
            return self._condition()
        if depth >= DEEPEST:
            raise bad("The query is nested too deeply.")
        self.take()
        found = self.either(depth + 1)
        if self.take() != ")":
            raise bad("A closing bracket is missing.")
        return found

    def _condition(self) -> Condition:
        field, operator = self.take(), self.take().upper()
        if operator not in OPERATORS:
            raise bad(f"{operator[:40]!a} is no operator.")
        if field[:1] in '"()[],':
            raise bad(f"{field[:40]!a} is no field.")
        return Condition(field.lower(), operator, () if operator in VALUELESS else self._values())

    def _values(self) -> tuple[str, ...]:
        if self.peek() != "[":
            return (self._value(),)
        self.take()
        values = []
        while self.peek() != "]":
            values.append(self._value())
            if self.peek() == ",":
                self.take()
        self.take()
        return tuple(values)

    def _value(self) -> str:
        value = self.take()
        if value in ("(", ")", "[", "]", ","):
            raise bad(f"Expected a value, got {value!a}.")
        return value.removeprefix('"')


def equals(found: Condition | Joined) -> dict[str, str]:
    """Fields that must have one value, where a filter says so."""
    if isinstance(found, Condition):
        return {found.field: found.values[0]} if found.operator in ("IS", "EQUAL") and found.values else {}
    if found.how == "OR":
        return {}
    return {name: value for part in found.parts for name, value in equals(part).items()}


def matches(found: Condition | Joined, record: dict[str, Any]) -> bool:
    """Whether a record, by names in lower case, fits a filter. Raises RuleRefused for a field it cannot have."""
    if isinstance(found, Joined):
        each = (matches(part, record) for part in found.parts)
        return all(each) if found.how == "AND" else any(each)
    return _holds(_text(record.get(found.field.partition(".")[0])), found.operator, found.values)


def _text(value: Any) -> str:
    if type(value) is dict:
        value = value.get("id")
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is float and value.is_integer():
        return str(int(value))
    return "" if value is None or type(value) in (dict, list) else str(value)


def _holds(value: str, operator: str, values: tuple[str, ...]) -> bool:
    if operator in VALUELESS:
        return (value == "") is (operator == "EMPTY")
    negated = operator.endswith("_NOT")
    operator = operator.removesuffix("_NOT")
    first, last = (values[0], values[-1]) if values else ("", "")
    return _fits(value.lower(), operator, first.lower(), last.lower(), values) is not negated


def _fits(value: str, operator: str, first: str, last: str, values: tuple[str, ...]) -> bool:
    match operator:
        case "CONTAIN":
            return first in value
        case "START_WITH":
            return value.startswith(first)
        case "END_WITH":
            return value.endswith(first)
        case "ANY_OF":
            return value in [each.lower() for each in values]
        case "BETWEEN" | "WITHIN":
            return _order(value, first) >= 0 >= _order(value, last)
        case "ON":
            return _order(value[: len(first)], first) == 0
    return _ORDERED[operator](_order(value, first))


_ORDERED: dict[str, Callable[[int], bool]] = {
    "IS": lambda order: order == 0,
    "EQUAL": lambda order: order == 0,
    "GREATER": lambda order: order > 0,
    "AFTER": lambda order: order > 0,
    "LESS": lambda order: order < 0,
    "BEFORE": lambda order: order < 0,
    "GREATER_OR_EQUAL": lambda order: order >= 0,
    "ON_OR_AFTER": lambda order: order >= 0,
    "LESS_OR_EQUAL": lambda order: order <= 0,
    "ON_OR_BEFORE": lambda order: order <= 0,
}


def _order(value: str, other: str) -> int:
    """Below zero, zero or above zero, by number where both are numbers, else by text; dates are ISO 8601."""
    try:
        left, right = float(value), float(other)
    except ValueError:
        return (value > other) - (value < other)
    return (left > right) - (left < right)
