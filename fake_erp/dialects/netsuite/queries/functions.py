"""Functions of SuiteQL, and how its values compare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fake_erp.errors import RuleRefused

LONGEST = 4000
MILLISECONDS = "%f3"
FORMATS = (
    ("YYYY", "%Y"), ("MM", "%m"), ("DD", "%d"), ("HH24", "%H"), ("HH12", "%I"), ("HH", "%I"), ("MI", "%M"),
    ("SS", "%S"), ("FF3", MILLISECONDS), ("AM", "%p"), ("PM", "%p"), ("MON", "%b"), ("YY", "%y"),
)  # fmt: skip
DATES = ("%m/%d/%Y", "%Y-%m-%d", "%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ")


def bad(text: str) -> RuleRefused:
    """The refusal of a query."""
    return RuleRefused(
        "query", "query", f"Detailed unprocessed description follows. Search error occurred: {text}", "q"
    )


def python_format(text: str) -> str:
    """A date format of Oracle as one of Python. Raises RuleRefused for an unknown part."""
    found, at, upper = "", 0, text.upper()
    if len(text) > 60:
        raise bad("the date format is too long.")
    while at < len(text):
        for name, sign in FORMATS:
            if upper.startswith(name, at):
                found, at = found + sign, at + len(name)
                break
        else:
            found, at = found + text[at].replace("%", "%%"), at + 1
    return found


def parsed(text: str, form: str) -> datetime:
    """A text as a date in UTC. Raises ValueError."""
    form = form.replace(MILLISECONDS, "%f").replace("FF3", "%f")
    return datetime.strptime(text[:60], form).replace(tzinfo=UTC)


def date_of(value: Any, form: str = "") -> datetime | None:
    """A text as a date. Raises RuleRefused where it has not the form."""
    if value is None or isinstance(value, datetime):
        return value
    for each in (python_format(form),) if form else DATES:
        try:
            return parsed(str(value), each)
        except ValueError:
            continue
    raise bad(f"{str(value)[:40]!a} is not a date of the expected format.")


def text_of(value: Any) -> str:
    """A value as SuiteQL writes it: dates as month/day/year, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return f"{value.month}/{value.day}/{value.year}"
    if type(value) is bool:
        return "T" if value else "F"
    if type(value) is float:
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    return str(value)


def number_of(value: Any) -> float | None:
    """A value as a number. Raises RuleRefused for what is none."""
    if value is None or type(value) in (int, float):
        return None if value is None else float(value)
    try:
        found = float(str(value)[:60])
    except ValueError:
        raise bad("Invalid number.") from None
    if found != found or found in (float("inf"), float("-inf")):
        raise bad("Invalid number.")
    return found


def compared(left: Any, right: Any) -> int | None:
    """Below zero, zero or above zero; None where either is null. Types are made to fit."""
    if left is None or right is None:
        return None
    if isinstance(left, datetime) or isinstance(right, datetime):
        left, right = date_of(left), date_of(right)
    elif type(left) is not str or type(right) is not str:
        left, right = _numbers(left, right)
    return int(left > right) - int(left < right)


def _numbers(left: Any, right: Any) -> tuple[Any, Any]:
    try:
        return number_of(left), number_of(right)
    except RuleRefused:
        return text_of(left), text_of(right)


def like(text: str, pattern: str) -> bool:
    """LIKE with % and _. Its time is bounded by the product of the lengths."""
    text, pattern = text[:LONGEST], pattern[:200]
    at = star = mark = 0
    star = -1
    place = 0
    while place < len(text):
        if at < len(pattern) and pattern[at] == "%":
            star, mark, at = at, place, at + 1
        elif at < len(pattern) and pattern[at] in ("_", text[place]):
            at, place = at + 1, place + 1
        elif star >= 0:
            at, mark = star + 1, mark + 1
            place = mark
        else:
            return False
    return all(sign == "%" for sign in pattern[at:])


def to_char(value: Any, form: Any = None) -> str | None:
    """TO_CHAR."""
    if value is None:
        return None
    if isinstance(value, datetime) and form is not None:
        written = python_format(str(form)).replace(MILLISECONDS, f"{value.microsecond // 1000:03}")
        return value.strftime(written)
    return text_of(value)[:LONGEST]


def _text(act: Callable[[str], Any]) -> Callable[..., Any]:
    return lambda value, *rest: None if value is None else act(text_of(value)[:LONGEST])


def _rounded(value: Any, places: Any = 0) -> float | None:
    number, digits = number_of(value), number_of(places)
    return None if number is None or digits is None else round(number, max(-15, min(15, int(digits))))


def _part(value: Any, start: Any = 1, length: Any = None) -> str | None:
    first, count = number_of(start), number_of(length)
    if value is None or first is None:
        return None
    text, at = text_of(value), int(max(-LONGEST, min(LONGEST, first)))
    at = at - 1 if at > 0 else max(0, len(text) + at)
    end = len(text) if count is None else at + int(max(0, min(LONGEST, count)))
    return text[at:end]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "UPPER": _text(str.upper),
    "LOWER": _text(str.lower),
    "TRIM": _text(str.strip),
    "LENGTH": _text(len),
    "ABS": lambda value: None if number_of(value) is None else abs(number_of(value) or 0),
    "ROUND": _rounded,
    "SUBSTR": _part,
    "TO_CHAR": to_char,
    "TO_DATE": lambda value, form="": date_of(value, str(form or "")),
    "TO_TIMESTAMP": lambda value, form="": date_of(value, str(form or "")),
    "TO_NUMBER": number_of,
    "NVL": lambda value, other: other if value is None else value,
    "COALESCE": lambda *values: next((value for value in values if value is not None), None),
}
