"""Literals of OData: in keys, function parameters and filters, of versions 2 to 4."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from uuid import UUID

from fake_erp.errors import Malformed
from fake_erp.times import instant_of_text

LONGEST = 512
"""Characters of one literal."""

Kind = Literal["text", "number", "guid", "instant", "flag", "null", "word"]


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: its kind, what it stands for, and its text without quotes and prefix.

    `value` is a str, Decimal, int (an instant in ms), bool or None.
    """

    kind: Kind
    value: Any
    text: str


NULL = Value("null", None, "null")
_SUFFIXES = "mMlLdDfF"


def literal(raw: str) -> Value:
    """A literal such as `'A1'`, `7`, `12.5M`, `guid'...'`, `datetime'2025-11-28T00:00:00'`. Raises Malformed.

    What is none of them is a `word`, such as the name of a value that a product takes without quotes.
    """
    if not raw or len(raw) > LONGEST:
        raise Malformed(f"path: expected a literal of 1 to {LONGEST} characters, got {len(raw)}", "path")
    if raw.endswith("'") and "'" in raw[:-1]:
        prefix, _, rest = raw.partition("'")
        return quoted(prefix, _unescaped(rest[:-1]))
    if "'" in raw:
        raise Malformed(f"path: {raw[:40]!a} lacks a quote", "path")
    return _plain(raw)


def quoted(prefix: str, text: str) -> Value:
    """A literal in quotes with a prefix such as `guid`; "" is none. Raises Malformed for an unknown one."""
    match prefix.lower():
        case "":
            return Value("text", text, text)
        case "guid":
            return _guid(text)
        case "datetime" | "datetimeoffset" | "date":
            return instant(text)
        case "time" | "duration" | "binary" | "x":
            return Value("text", text, text)
    raise Malformed(f"path: {prefix[:20]!a} is no prefix of a literal", "path")


def instant(text: str) -> Value:
    """A date or a time, in UTC where it names no offset. Raises Malformed."""
    found = instant_of_text(text)
    if found is None:
        raise Malformed(f"path: {text[:40]!a} is no date or time", "path")
    return Value("instant", found, text)


def number(text: str) -> Value:
    """A number, with or without the suffix of its type. Raises Malformed."""
    try:
        value = Decimal(text[:-1] if text[-1:] in _SUFFIXES else text)
    except InvalidOperation:
        raise Malformed(f"path: {text[:40]!a} is no number", "path") from None
    if not value.is_finite() or value.adjusted() > LONGEST:
        raise Malformed(f"path: {text[:40]!a} is out of all bounds", "path")
    return Value("number", value, text)


def _guid(text: str) -> Value:
    try:
        return Value("guid", str(UUID(text)), text)
    except ValueError:
        raise Malformed(f"path: {text[:40]!a} is no GUID", "path") from None


def _unescaped(text: str) -> str:
    if "'" not in text:
        return text
    if "'" in text.replace("''", ""):
        raise Malformed("path: a quote within a text is written twice", "path")
    return text.replace("''", "'")


def _plain(raw: str) -> Value:
    if raw in ("true", "false"):
        return Value("flag", raw == "true", raw)
    if raw == "null":
        return NULL
    if len(raw) == 36 and raw.count("-") == 4:
        return _guid(raw)
    if raw[0] in "+-0123456789":
        if raw[4:5] == "-" and raw[7:8] == "-":
            return instant(raw)
        return number(raw)
    return Value("word", raw, raw)
