"""What an invoice comes to: the whole order at once, or the part of it that was shipped."""

from __future__ import annotations

from typing import NamedTuple

from fake_erp.model import Invoice, Line, Order
from fake_erp.sales.totals import tax_of


class Bill(NamedTuple):
    """`lines` are position, units and amount with tax; () is the whole order at once."""

    lines: tuple[tuple[int, int, int], ...]
    shipping_cents: int
    """With tax."""
    tax_cents: int
    total_cents: int


def bill_of(order: Order, shipping_tax_bp: int) -> Bill | None:
    """What was shipped and not billed yet, at its share of the order; None when there is nothing.

    The first bill takes the shipping charge. The last one is whatever the others left of the order, to the cent.
    """
    shipping = shipping_with_tax(order, shipping_tax_bp)
    first, rest, cancelled = not order.billed_cents, False, False
    for line in order.lines:
        first = first and not line.billed
        rest = rest or line.shipped < line.quantity - line.cancelled
        cancelled = cancelled or line.cancelled > 0
    if first and not rest and not cancelled:
        return Bill((), shipping, order.tax_cents, order.total_cents)
    parts = [
        (at, line.shipped - line.billed, _between(gross(line, order), line, line.billed, line.shipped))
        for at, line in enumerate(order.lines)
        if line.shipped > line.billed
    ]
    if not parts:
        return None
    left_cents = order.total_cents - order.billed_cents
    left_tax = order.tax_cents - sum([paper.tax_cents for paper in order.papers if type(paper) is Invoice])
    shipping = shipping if first else 0
    if not rest:
        return Bill(tuple(parts), shipping, left_tax, left_cents)
    tax = sum([_between(order.lines[at].tax_cents, order.lines[at], 0, units) for at, units, _ in parts])
    if shipping:
        tax += shipping_tax(order, shipping_tax_bp)
    total = sum([cents for _, _, cents in parts]) + shipping
    return Bill(tuple(parts), shipping, min(tax, left_tax), min(total, left_cents))


def gross(line: Line, order: Order) -> int:
    """What a line comes to with its tax, all units that are not cancelled."""
    units = line.quantity - line.cancelled
    net = line.worth(units) - line.discount_cents
    return max(0, net) + (0 if order.prices_include_tax else line.tax_cents)


def share(cents: int, line: Line, units: int) -> int:
    """The part of a line's amount that so many of its units carry, rounded half up."""
    whole = line.quantity - line.cancelled
    return (2 * cents * units + whole) // (2 * whole) if whole else 0


def _between(cents: int, line: Line, before: int, until: int) -> int:
    return share(cents, line, until) - share(cents, line, before)


def shipping_tax(order: Order, shipping_tax_bp: int) -> int:
    """The tax within or upon the shipping charge; an exempt customer pays none."""
    if not order.shipping_cents or order.customer.tax_status == "exempt":
        return 0
    return tax_of(order.shipping_cents, shipping_tax_bp, order.prices_include_tax)


def shipping_with_tax(order: Order, shipping_tax_bp: int) -> int:
    """The shipping charge of an order with its tax, in cents. `shipping_tax_bp` is in basis points."""
    if order.prices_include_tax:
        return order.shipping_cents
    return order.shipping_cents + shipping_tax(order, shipping_tax_bp)
