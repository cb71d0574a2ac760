"""What an order comes to: tax per row, rounded half up to the minor unit, and the sums."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from fake_erp.accounting.config import Finance
from fake_erp.model import Customer, Line


@lru_cache(maxsize=16_384)
def tax_of(amount_cents: int, rate_bp: int, included: bool) -> int:
    """The tax within (`included`) or upon an amount of at least 0, in cents, rounded half up.

    >>> tax_of(11900, 1900, True), tax_of(10000, 1900, False), tax_of(50, 100, False)
    (1900, 1900, 1)
    """
    whole = 10_000 + rate_bp if included else 10_000
    return (2 * amount_cents * rate_bp + whole) // (2 * whole)


class Totals(NamedTuple):
    """The sums of an order, in cents of its currency."""

    subtotal_cents: int
    discount_cents: int
    tax_cents: int
    total_cents: int
    rounding_cents: int = 0
    """What rounding to coins added to the total."""


def totals_of(lines: Sequence[Line], shipping_cents: int, shipping_tax_bp: int, included: bool) -> Totals:
    """Sum up lines whose own tax is set. `total` is what the customer owes, tax and shipping in it."""
    subtotal = discount = 0
    tax = tax_of(shipping_cents, shipping_tax_bp, included) if shipping_cents else 0
    for line in lines:
        subtotal += line.worth(line.quantity - line.cancelled)
        discount += line.discount_cents
        tax += line.tax_cents
    total = subtotal - discount + shipping_cents
    return Totals(subtotal, discount, tax, total if included else total + tax)


class Reckoning:
    """Computes taxes and totals with the rounding of the installation. A customer exempt from tax pays none."""

    def __init__(self, finance: Finance, shipping_tax_percent: float) -> None:
        self._by_document = finance.tax_rounding == "document"
        self._coins = dict(finance.coins_cents)
        self._shipping_tax_bp = round(shipping_tax_percent * 100)

    @staticmethod
    def line_tax(amount_cents: int, rate_bp: int, included: bool, customer: Customer) -> int:
        """The tax of a row, rounded by itself: shown on it whatever the document comes to."""
        return 0 if customer.tax_status == "exempt" else tax_of(amount_cents, rate_bp, included)

    def totals(
        self, lines: Sequence[Line], shipping_cents: int, included: bool, customer: Customer, currency: str
    ) -> Totals:
        """Sum up lines whose own tax is set."""
        exempt = customer.tax_status == "exempt"
        shipping_tax_bp = 0 if exempt else self._shipping_tax_bp
        sums = totals_of(lines, shipping_cents, shipping_tax_bp, included)
        if self._by_document and not exempt:
            sums = self._taxed_as_a_whole(sums, lines, shipping_cents, included)
        return _in_coins(sums, self._coins[currency]) if currency in self._coins else sums

    def _taxed_as_a_whole(
        self, sums: Totals, lines: Sequence[Line], shipping_cents: int, included: bool
    ) -> Totals:
        amounts = {self._shipping_tax_bp: shipping_cents}
        for line in lines:
            amount = line.worth(line.quantity - line.cancelled) - line.discount_cents
            amounts[line.tax_bp] = amounts.get(line.tax_bp, 0) + amount
        tax = sum([tax_of(amount, rate_bp, included) for rate_bp, amount in amounts.items()])
        total = sums.total_cents if included else sums.total_cents - sums.tax_cents + tax
        return Totals(sums.subtotal_cents, sums.discount_cents, tax, total)


def _in_coins(sums: Totals, coin_cents: int) -> Totals:
    """The total rounded half up to coins.

    >>> _in_coins(Totals(1003, 0, 0, 1003), 5)
    Totals(subtotal_cents=1003, discount_cents=0, tax_cents=0, total_cents=1005, rounding_cents=2)
    """
    total = (2 * sums.total_cents + coin_cents) // (2 * coin_cents) * coin_cents
    return sums._replace(total_cents=total, rounding_cents=total - sums.total_cents)
