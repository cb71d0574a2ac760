"""Reading properties of unknown shape. Every refusal names the property and its type, as the product does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fake_erp.accounting.money import MAX_CENTS, cents_of_number, cents_of_text
from fake_erp.errors import Malformed
from fake_erp.times import instant_of_text

LONGEST = 255
MOST_UNITS = 1_000_000
YES, NO = "tYES", "tNO"
_TRUE = ("tyes", "y", "yes", "true")
_FALSE = ("tno", "n", "no", "false")


class Missing(Malformed):
    """A property that must be sent was not."""

    code = "missing_field"


def invalid(name: str, owner: str, expected: str = "") -> Malformed:
    """The refusal of a property."""
    return Malformed(
        f"Property '{name[:60]}' of '{owner}' is invalid" + (f": expected {expected}" if expected else "")
    )


def record(value: Any, name: str, owner: str = "") -> dict[str, Any]:
    """An object. Raises Malformed."""
    if type(value) is not dict:
        raise invalid(name, owner or name, "an object")
    return value


def rows(given: dict[str, Any], name: str, owner: str, most: int) -> list[dict[str, Any]]:
    """A collection of objects; an empty one where it is absent. Raises Malformed."""
    value = given.get(name)
    if value is None:
        return []
    if type(value) is not list or len(value) > most:
        raise invalid(name, owner, f"a collection of at most {most} members")
    return [record(row, name, owner) for row in value]


def text(given: dict[str, Any], name: str, owner: str, limit: int = LONGEST) -> str | None:
    """A text or number as text; None where it is absent. Raises Malformed for one that is too long."""
    value = given.get(name)
    if value is None:
        return None
    if type(value) is int and abs(value) < 10**18:
        value = str(value)
    if type(value) is not str:
        raise invalid(name, owner, "a text")
    if len(value) > limit:
        raise invalid(name, owner, f"a text of at most {limit} characters, got {len(value)}")
    return value


def cents(given: dict[str, Any], name: str, owner: str) -> int | None:
    """An amount of at least 0 as cents, rounded to two decimals; None where it is absent. Raises Malformed."""
    value = given.get(name)
    if value is None:
        return None
    found = None
    if type(value) is str:
        found = cents_of_text(value)
    elif type(value) in (int, float):
        found = cents_of_number(value) if abs(value) <= MAX_CENTS else None
    if found is None or found < 0:
        raise invalid(name, owner, "an amount of at least 0")
    return found


def decimal(given: dict[str, Any], name: str, owner: str, most: int) -> Decimal | None:
    """A number from 0 to `most`; None where it is absent. Raises Malformed."""
    value = given.get(name)
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 <= value <= most:
        raise invalid(name, owner, f"a number from 0 to {most}")
    return Decimal(repr(value))


def whole(given: dict[str, Any], name: str, owner: str, least: int = 0, most: int = 10**15) -> int | None:
    """A whole number, also as text; None where it is absent. Raises Malformed."""
    value = given.get(name)
    if value is None:
        return None
    if type(value) is str:
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 18 else None
    elif type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is not int or not least <= value <= most:
        raise invalid(name, owner, f"a whole number from {least} to {most}")
    return value


def flag(given: dict[str, Any], name: str, owner: str) -> bool | None:
    """`tYES` or `tNO`, also as Y, N, true and false; None where it is absent. Raises Malformed."""
    value = given.get(name)
    if value is None or type(value) is bool:
        return value
    word = value.lower() if type(value) is str else ""
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise invalid(name, owner, "tYES or tNO")


def yes(value: bool) -> str:
    """A flag as the product writes it."""
    return YES if value else NO


def date(given: dict[str, Any], name: str, owner: str) -> int | None:
    """A date as milliseconds since the epoch, at midnight UTC; None where it is absent. Raises Malformed.

    `2025-11-28`, `20251128` and times of that day all mean the day.
    """
    value = given.get(name)
    if value is None:
        return None
    instant_ms = instant_of_text(value) if type(value) is str else None
    if instant_ms is None:
        raise invalid(name, owner, "a date such as 2025-11-28")
    return instant_ms - instant_ms % 86_400_000
