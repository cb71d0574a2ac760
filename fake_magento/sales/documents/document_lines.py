"""Rows of documents and their sums."""

from __future__ import annotations

from collections.abc import Sequence

from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import DocumentLine, Invoice

Quantities = dict[int, int]
"""Order item id to units."""


def in_base(row: DocumentLine) -> DocumentLine:
    """A copy of a row with its money in base currency."""
    return DocumentLine(row.line.in_base(), row.before, row.quantity)


def rows_of(lines: Sequence[DocumentLine], others: Sequence[Invoice]) -> tuple[DocumentLine, ...]:
    """The rows of a document; an invoice of the same rows shares its own, as of most orders."""
    rows = tuple(lines)
    return next((other.lines for other in others if other.lines == rows), rows)


def row_count(lines: Sequence[DocumentLine]) -> int:
    """The number of rows of a document, parts included."""
    return sum(1 + len(row.line.parts) for row in lines)


def sum_lines(
    lines: Sequence[DocumentLine],
    shipping: tuple[int, int, int, int] = (0, 0, 0, 0),
    adjustment: int = 0,
    gift: int = 0,
) -> Amounts:
    """The sums of a document, in cents.

    `shipping` is (net, tax, discount, compensation); `gift` is the amount that vouchers can still pay or get back.
    """
    subtotal = tax = discount = compensation = 0
    for row in lines:
        line, before, quantity = row.line, row.before, row.quantity
        subtotal += line.part(line.row_cents, before, quantity)
        tax += line.part(line.tax_cents, before, quantity)
        discount += line.discount_part(before, quantity)
        compensation += line.part(line.compensation_cents, before, quantity)
    net, net_tax, off, comp = shipping
    total = subtotal + tax + compensation - discount + net + net_tax + comp - off + adjustment
    used = max(0, min(gift, total))
    return Amounts(
        subtotal,
        tax + net_tax,
        discount + off,
        compensation,
        net,
        net_tax,
        total - used,
        off,
        comp,
        used,
    )


def goods_of(lines: Sequence[DocumentLine]) -> list[list[str | int]]:
    """[SKU, units] of the goods of a document."""
    if all(row.line.made is None for row in lines):
        return [[row.line.stocked, row.quantity] for row in lines]
    return [[sku, units] for row in lines for sku, units in row.line.goods(row.quantity)]
