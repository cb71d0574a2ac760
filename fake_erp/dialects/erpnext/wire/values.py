"""Values of documents as Frappe casts them: numbers may come as text, flags as 0 and 1."""

from __future__ import annotations

import math
from typing import Any

from fake_erp.accounting.money import MAX_CENTS, cents_of_number, cents_of_text
from fake_erp.dialects.erpnext.wire.errors import Invalid
from fake_erp.errors import Place

LONGEST = 255
LONGEST_REFERENCE = 64
MOST_UNITS = 1_000_000


def bad(field: str, expected: str, value: Any, row: int | None = None) -> Invalid:
    """The refusal of a value."""
    where = field if row is None else f"Row #{row}: {field}"
    return Invalid(f"{where}: expected {expected}, got {str(value)[:40]!a}", Place(field, row))


def text(doc: dict[str, Any], field: str, limit: int = LONGEST, row: int | None = None) -> str:
    """A text; "" where it is missing or null. Numbers are taken as their text."""
    value = doc.get(field)
    if value is None:
        return ""
    if type(value) is int or type(value) is float:
        value = f"{value:.15g}" if type(value) is float else str(value)[:limit]
    if type(value) is not str or len(value) > limit:
        raise bad(field, f"a text of at most {limit} characters", value, row)
    return value


def flag(doc: dict[str, Any], field: str) -> bool:
    """A check field."""
    value = doc.get(field)
    if value in (None, "", 0, "0", False):
        return False
    if value in (1, "1", True):
        return True
    raise bad(field, "0 or 1", value)


def number(value: Any) -> float:
    """A number as `flt` reads it: 0 for what is none."""
    if type(value) is bool or value is None:
        return float(bool(value))
    try:
        found = float(value.replace(",", "")) if type(value) is str else float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return found if math.isfinite(found) else 0.0


def cents(doc: dict[str, Any], field: str, row: int | None = None) -> int:
    """An amount in cents; 0 where it is missing. Raises Malformed for what is no amount."""
    value = doc.get(field)
    if value is None or value == "":
        return 0
    found = None
    if type(value) is str:
        found = cents_of_text(value.strip())
    elif type(value) is int or type(value) is float:
        found = cents_of_number(value)
    if found is None:
        raise bad(field, f"an amount up to {MAX_CENTS // 100}", value, row)
    return found


def units(doc: dict[str, Any], field: str = "qty", row: int | None = None, sign: int = 1) -> int:
    """A whole number of units, at least 1 after the sign."""
    value = doc.get(field)
    found = number(value) * sign
    if found != int(found) and abs(found) <= MOST_UNITS:
        raise Invalid(
            f"Row #{row}: Quantity ({str(value)[:20]}) cannot be a fraction. To allow this, disable "
            "'Must be Whole Number' in UOM Nos.",
            Place("quantity", row),
        )
    if not 0 < found <= MOST_UNITS:
        raise Invalid(
            f"Row #{row}: Quantity must be between 1 and {MOST_UNITS}, got {str(value)[:20]!a}",
            Place("quantity", row),
        )
    return int(found)


def table(doc: dict[str, Any], field: str, most: int) -> list[dict[str, Any]]:
    """The rows of a child table; [] where it is missing."""
    rows = doc.get(field)
    if rows is None:
        return []
    if type(rows) is not list or any(type(row) is not dict for row in rows):
        raise bad(field, "a list of rows", rows)
    if len(rows) > most:
        raise Invalid(f"{field}: at most {most} rows, got {len(rows)}; split the document", field)
    return rows
