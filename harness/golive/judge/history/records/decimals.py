"""Articles with decimal quantities, which facts count in thousandths of a unit: 2750 is 2.75."""

from __future__ import annotations

from collections.abc import Collection

SCALE = 1_000


def in_units(parts: int, scale: int) -> float:
    """A quantity of a fact in units; an int where it is whole."""
    if scale == 1:
        return parts
    return parts / scale if parts % scale else parts // scale


def named(units: int, sku: str, decimals: Collection[str]) -> str:
    """A quantity of an article in words: `2.75 x SKU-1`."""
    return f"{in_units(units, SCALE) if sku in decimals else units} x {sku}"


def priced(unit_cents: int, units: int, *, is_decimal: bool) -> int:
    """The price of a quantity in cents, rounded half up."""
    if not is_decimal:
        return unit_cents * units
    return (2 * unit_cents * units + SCALE) // (2 * SCALE)
