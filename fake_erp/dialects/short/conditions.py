"""Conditions such as `A='x' and B>5`, which several products have, as filters of OData."""

from __future__ import annotations

from fake_erp.errors import Malformed

OPERATORS = {"=": "eq", "!=": "ne", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
LONGEST = 4000


def value_of(text: str) -> str:
    """A value, with or without quotes, as a literal of OData."""
    if text[:1] in "'\"" and text[-1:] == text[:1] and len(text) > 1:
        text = text[1:-1]
    elif text.lower() in ("true", "false", "null"):
        return text.lower()
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def condition(text: str, option: str) -> str:
    """`A='x';B>5 and C=y` as a filter of OData; `option` is what it came in. Raises Malformed."""
    if len(text) > LONGEST:
        raise Malformed(f"{option}: the condition is too long", option)
    parts = [part for part in _split(text) if part.strip()]
    return " and ".join([_comparison(part.strip(), option) for part in parts])


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


def _comparison(text: str, option: str) -> str:
    at = next((n for n, sign in enumerate(text) if sign in "=!<>"), -1)
    if at < 1:
        raise Malformed(f"{option}: {text[:60]!a} is no condition", option)
    length = 2 if text[at : at + 2] in OPERATORS else 1
    operator = OPERATORS.get(text[at : at + length])
    name, value = text[:at].strip().replace(".", "__"), text[at + length :].strip()
    if operator is None or not name.isidentifier():
        raise Malformed(f"{option}: {text[:60]!a} is no condition", option)
    if value.isascii() and value.isdigit() and len(value) < 20:
        return f"{name} {operator} {value}" if operator != "eq" else f"{name} eq '{value}'"
    return f"{name} {operator} {value_of(value)}"
