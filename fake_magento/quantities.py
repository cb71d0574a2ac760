"""Quantities as whole numbers: of units, or of thousandths where an article is sold by weight or length.

The `scale` of an article is the number of parts that a unit is counted in: 1; or 1000 for one with decimal
quantities, so that 2.75 is 2750; or the pieces in a pack for one that is sold by the pack, of which only whole ones
appear on the wire. Magento stores four places and this shop three. Source: Adobe Commerce user guide,
"Product inventory settings", Qty Uses Decimals; Magento source, cataloginventory_stock_item.is_qty_decimal.
"""

from __future__ import annotations

from collections.abc import Iterable

from fake_magento.money import Number

DECIMAL = 1_000
"""The scale of an article with decimal quantities."""


def shown(parts: int, scale: int) -> Number:
    """A quantity as a number on the wire: 2750 in thousandths is 2.75, 2000 is 2."""
    if scale == 1:
        return parts
    return parts // scale if parts % scale == 0 else parts / scale


def counted(quantity: float, scale: int) -> int:
    """A quantity as it is counted: to the nearest thousandth; a fraction of other units is cut off."""
    return round(quantity * scale) if scale == DECIMAL else int(quantity) * scale


def priced(unit_cents: int, parts: int, scale: int) -> int:
    """The price of a quantity in cents, rounded half up."""
    if scale == 1:
        return unit_cents * parts
    return (2 * unit_cents * parts + scale) // (2 * scale)


def grams(unit_grams: int, parts: int, scale: int) -> int:
    """The weight of a quantity in grams."""
    return unit_grams * parts // scale


def total(quantities: Iterable[tuple[int, int]]) -> Number:
    """The sum of (parts, scale), as a number on the wire."""
    return shown(sum([parts * DECIMAL // scale for parts, scale in quantities]), DECIMAL)
