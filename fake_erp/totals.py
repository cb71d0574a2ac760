"""What an order comes to: tax per row, rounded half up to the minor unit, and the sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fake_erp.model import Line


def tax_of(amount_cents: int, rate_bp: int, included: bool) -> int:
    """The tax within (`included`) or upon an amount of at least 0, in cents, rounded half up.

    >>> tax_of(11900, 1900, True), tax_of(10000, 1900, False), tax_of(50, 100, False)
    (1900, 1900, 1)
    """
    whole = 10_000 + rate_bp if included else 10_000
    return (2 * amount_cents * rate_bp + whole) // (2 * whole)


class Totals(NamedTuple):
    subtotal_cents: int
    discount_cents: int
    tax_cents: int
    total_cents: int


def totals_of(lines: Sequence[Line], shipping_cents: int, shipping_tax_bp: int, included: bool) -> Totals:
    """Sum up lines whose own tax is set. `total` is what the customer owes, tax and shipping in it."""
    subtotal = discount = 0
    tax = tax_of(shipping_cents, shipping_tax_bp, included) if shipping_cents else 0
    for line in lines:
        subtotal += (line.quantity - line.cancelled) * line.unit_price_cents
        discount += line.discount_cents
        tax += line.tax_cents
    total = subtotal - discount + shipping_cents
    return Totals(subtotal, discount, tax, total if included else total + tax)
