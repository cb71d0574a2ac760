"""Credit exposure: what a customer owes or will owe, kept up to date with every document.

It is the sum over orders that are not prepaid: open invoices, and what is not billed yet less what was paid
ahead for it. In the home currency, at the rate of each document.
"""

from __future__ import annotations

from fake_erp.accounting.currencies import to_home
from fake_erp.model import Invoice, Order


def refresh(order: Order) -> None:
    """Something about the order or its documents has changed: let the exposure of its customer follow.

    A saved order counts until it is cancelled or its invoices are paid; prepaid ones never do.
    """
    if order.prepaid and not order.exposure_cents:
        return
    exposure = _exposure(order, order.billed_cents)
    order.customer.exposure_cents += exposure - order.exposure_cents
    order.exposure_cents = exposure


def unbilled_cents(order: Order) -> int:
    """What invoices have yet to come to, in the currency of the order."""
    return 0 if order.status == "cancelled" else order.total_cents - order.billed_cents


def open_cents(order: Order) -> int:
    """What is open on the invoices of an order, in its currency."""
    open_cents = 0
    for paper in order.papers:
        if type(paper) is Invoice:
            open_cents += paper.open_cents
    return open_cents


def _exposure(order: Order, billed_cents: int) -> int:
    if order.prepaid:
        return 0
    exposure = 0
    if order.status != "cancelled":
        to_bill = order.total_cents - billed_cents - order.paid_ahead_cents
        exposure = to_home(max(0, to_bill), order.rate_micro)
    for paper in order.papers:
        if type(paper) is Invoice and paper.open_cents:
            exposure += to_home(paper.open_cents, paper.rate_micro)
    return exposure
