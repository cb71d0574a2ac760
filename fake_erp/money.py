"""Money as text: decimal strings with two places outside, integer cents inside."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MAX_CENTS = 10**12
_LONGEST = 24


@lru_cache(maxsize=65_536)
def amount_text(cents: int) -> str:
    """
    >>> amount_text(1999), amount_text(-5)
    ('19.99', '-0.05')
    """
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}.{rest:02d}"


@lru_cache(maxsize=65_536)
def cents_of_text(text: str) -> int | None:
    """Cents, rounded half up beyond two places; None when it is no plain decimal number up to 10^12 cents."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    digits = text[1:] if text.startswith("-") else text
    whole, dot, fraction = digits.partition(".")
    if not whole.isdigit() or (dot and not fraction.isdigit()):
        return None
    return _bounded(Decimal(text))


@lru_cache(maxsize=65_536)
def cents_of_number(number: float) -> int | None:
    """The same for a JSON number, read as the decimal it is written as."""
    if not -MAX_CENTS <= number <= MAX_CENTS:  # NaN neither
        return None
    return _bounded(Decimal(repr(number)))


def _bounded(amount: Decimal) -> int | None:
    if abs(amount) > MAX_CENTS:
        return None
    cents = int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return cents if abs(cents) <= MAX_CENTS else None
