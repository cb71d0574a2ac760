"""Money as text: decimal strings with two places outside, integer cents inside."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MAX_CENTS = 10**12
_LONGEST = 24


@lru_cache(maxsize=65_536)
def amount_text(cents: int) -> str:
    """An amount in cents as decimal text.

    >>> amount_text(1999), amount_text(-5)
    ('19.99', '-0.05')
    """
    digits = str(abs(cents)).zfill(3)
    return f"{'-' if cents < 0 else ''}{digits[:-2]}.{digits[-2:]}"


@lru_cache(maxsize=65_536)
def cents_of_text(text: str) -> int | None:
    """Cents, rounded half up beyond two places; None when it is no plain decimal number up to 10^12 cents."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    whole, dot, fraction = text.removeprefix("-").partition(".")
    if not whole.isdigit() or (dot and not fraction.isdigit()):
        return None
    cents = int(whole + fraction[:2].ljust(2, "0"))
    if fraction[2:3] >= "5":
        cents += 1
    if cents > MAX_CENTS:
        return None
    return -cents if text.startswith("-") else cents


@lru_cache(maxsize=65_536)
def cents_of_number(number: float) -> int | None:
    """The same for a JSON number, read as the decimal it is written as."""
    if not -MAX_CENTS <= number <= MAX_CENTS:  # NaN neither
        return None
    cents = int((Decimal(repr(number)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return cents if abs(cents) <= MAX_CENTS else None
