"""Quantities as whole numbers: of units, or of thousandths where an item is sold by weight or length.

The `scale` of an item is the number of parts that a unit is counted in: 1, or 1000 for one with decimal quantities,
so that 2.75 is 2750. Source: SAP, data type QUAN 13 with three places; ERPNext, "Must be Whole Number" of a unit of
measure; Dynamics 365 Business Central, "Qty. Rounding Precision" of an item.
"""

from __future__ import annotations

THOUSAND = 1_000
"""The scale of an item with decimal quantities."""
PLACES = 3


def shown(parts: int, scale: int) -> int | float:
    """A quantity as a JSON number: 2750 in thousandths is 2.75, 2000 is 2."""
    if scale == 1:
        return parts
    return parts // scale if parts % scale == 0 else parts / scale


def text(parts: int, scale: int) -> str:
    """A quantity with three places: 2750 in thousandths is `2.750`."""
    whole, rest = divmod(abs(parts), scale)
    return f"{'-' if parts < 0 else ''}{whole}.{rest * (THOUSAND // scale):03}"


def thousandths_of(number: float) -> int | None:
    """A JSON number in thousandths; None where it has more than three places."""
    found = round(number * THOUSAND)
    return found if abs(number * THOUSAND - found) < 1e-6 * max(1.0, abs(number)) else None


def priced(unit_cents: int, parts: int, scale: int) -> int:
    """The price of a quantity in cents, rounded half up."""
    if scale == 1:
        return unit_cents * parts
    return (2 * unit_cents * parts + scale) // (2 * scale)


def number_of(plain: str) -> int | float | None:
    """`3`, `3.000` and `2.75` as JSON numbers; None for other text."""
    whole, _, rest = plain.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 18):
        return None
    rest = rest.rstrip("0")
    if not rest:
        return int(whole)
    return float(f"{whole}.{rest}") if rest.isascii() and rest.isdigit() else None
