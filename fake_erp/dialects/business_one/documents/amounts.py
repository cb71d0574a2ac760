"""Prices, discounts and charges: net properties, and gross ones where the document has gross prices."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fake_erp.dialects.business_one import fields as read

LINE, EXPENSE = "DocumentLine", "DocumentAdditionalExpense"
_CENT = Decimal(1)
WHOLE_BP = 10_000


def number(cents: int) -> float:
    """An amount in cents as the product writes it.

    >>> number(1999)
    19.99
    """
    return cents / 100


def rounded(value: Decimal) -> int:
    """Whole cents, rounded half up."""
    return int(value.quantize(_CENT, rounding=ROUND_HALF_UP))


def net_of(gross_cents: int, tax_bp: int) -> float:
    """A price without tax, from one with it, to four decimals."""
    return round(gross_cents * WHOLE_BP / (WHOLE_BP + tax_bp) / 100, 4)


def gross_of(net_cents: int, tax_bp: int) -> int:
    """An amount with tax, from one without it, in cents."""
    return (2 * net_cents * (WHOLE_BP + tax_bp) + WHOLE_BP) // (2 * WHOLE_BP)


def is_gross(given: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    """Whether the prices of a document contain tax: as `PriceMode` says, else by the properties of its lines."""
    mode = given.get("PriceMode")
    if mode is not None:
        if mode not in ("pmdNet", "pmdGross", "pmdNetAndGross"):
            raise read.invalid("PriceMode", "Document", "pmdNet or pmdGross")
        return bool(mode == "pmdGross")
    return any(
        (line.get("GrossPrice") is not None or line.get("PriceAfterVAT") is not None)
        and line.get("UnitPrice") is None
        and line.get("Price") is None
        for line in lines
    )


def unit_price(line: dict[str, Any], gross: bool) -> int | None:
    """The price of a unit before the discount, in cents; None where none was sent."""
    names = ("GrossPrice", "PriceAfterVAT", "UnitPrice", "Price") if gross else ("UnitPrice", "Price")
    for name in names:
        found = read.cents(line, name, LINE)
        if found is not None:
            return found
    return None


def discount(line: dict[str, Any], amount_cents: int, quantity: int, gross: bool) -> int | None:
    """The discount of a line in cents: what its total or its price after discount leaves, else its percentage.

    None where nothing about it was sent.
    """
    total = read.cents(line, "GrossTotal" if gross else "LineTotal", LINE)
    before, after = ("GrossPrice", "PriceAfterVAT") if gross else ("UnitPrice", "Price")
    if total is None and line.get(before) is not None and line.get("DiscountPercent") is None:
        reduced = read.cents(line, after, LINE)
        total = None if reduced is None else reduced * quantity
    if total is not None:
        if total > amount_cents:
            raise read.invalid("GrossTotal" if gross else "LineTotal", LINE, "no more than quantity x price")
        return amount_cents - total
    percent = read.decimal(line, "DiscountPercent", LINE, 100)
    return None if percent is None else rounded(amount_cents * percent / 100)


def percent_of(discount_cents: int, amount_cents: int) -> float:
    """A discount as a percentage, to six decimals."""
    return round(100 * discount_cents / amount_cents, 6) if amount_cents else 0.0


def freight(rows: list[dict[str, Any]], gross: bool, tax_bp: int) -> int:
    """The charges of a document in cents, with tax where its prices contain it."""
    total = 0
    for row in rows:
        net, with_tax = read.cents(row, "LineTotal", EXPENSE), read.cents(row, "LineGross", EXPENSE)
        if gross:
            total += with_tax if with_tax is not None else gross_of(net or 0, tax_bp)
        elif net is not None:
            total += net
        elif with_tax is not None:
            total += rounded(Decimal(with_tax) * WHOLE_BP / (WHOLE_BP + tax_bp))
    return total
