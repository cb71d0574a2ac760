"""Arithmetic of cents, and amounts as text and as numbers.

On Magento's wire a number is whole (`10`) or a float (`10.5`), never `10.0`: PHP's json_encode with
serialize_precision -1.
"""

from __future__ import annotations

Number = int | float
_KEPT = 200_000


class _Numbers(dict[int, Number]):
    """Cents to wire number, cached: prices repeat."""

    def __missing__(self, cents: int) -> Number:
        number = cents // 100 if cents % 100 == 0 else cents / 100
        if len(self) < _KEPT:
            self[cents] = number
        return number


_NUMBERS = _Numbers()
number = _NUMBERS.__getitem__
"""`number(1050)` is `10.5`, `number(1000)` is `10`."""


def whole(value: Number) -> Number:
    """A number as PHP prints it: without a fraction of zero."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def percent_of(cents: int, percent_hundredths: int) -> int:
    """A percentage of a non-negative amount, rounded half up; 19 % is 1900."""
    return (cents * percent_hundredths + 5_000) // 10_000


def contained(gross_cents: int, percent_hundredths: int) -> int:
    """The tax in a gross amount: gross * rate / (100 + rate), rounded half up."""
    base = 10_000 + percent_hundredths
    return (2 * gross_cents * percent_hundredths + base) // (2 * base)


def share(cents: int, part: int, of: int) -> int:
    """The amount of the first `part` of `of` equal parts, rounded half up; the parts add up to the whole."""
    if part == of:
        return cents
    return (2 * cents * part + of) // (2 * of)


def converted(cents: int, rate_millionths: int) -> int:
    """An amount of base currency in the order's currency, rounded half up; the rate 1.1 is 1100000."""
    return (2 * cents * rate_millionths + 1_000_000) // 2_000_000


def spread(cents: int, weights: list[int]) -> list[int]:
    """Distribute an amount in proportion to weights.

    The parts add up to it; none exceeds its weight while the amount does not exceed the sum of the weights.
    """
    whole_weight, given, reached, parts = sum(weights), 0, 0, []
    for weight in weights:
        reached += weight
        upto = share(cents, reached, whole_weight) if whole_weight else 0
        parts.append(upto - given)
        given = upto
    return parts


def hundredths(percent: float) -> int:
    """19 or 7.7 percent as 1900 or 770."""
    return round(percent * 100)


def plain(cents: int) -> str:
    """An amount as PHP prints a float in a message: 15576 is `155.76`, 1000 is `10`."""
    return str(number(cents))


def stored(cents: int, digits: int = 4) -> str:
    """An amount as a decimal column prints: 15576 is `155.7600`."""
    sign = "-" if cents < 0 else ""
    whole_part, fraction = divmod(abs(cents), 100)
    return f"{sign}{whole_part}.{fraction:02d}" + "0" * (digits - 2)


_SYMBOLS = {"EUR": "\u20ac", "USD": "$", "GBP": "\u00a3", "JPY": "\u00a5"}


def price(cents: int, currency: str) -> str:
    """An amount as the storefront shows it: `\u20ac155.76`, or `CHF 155.76` for a currency without a sign."""
    sign = _SYMBOLS.get(currency, currency + " ")
    return f"{sign}{cents // 100:,}.{cents % 100:02d}"
