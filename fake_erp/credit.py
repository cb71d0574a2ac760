"""Credit exposure: what a customer owes or will owe, kept up to date with every document."""

from __future__ import annotations

from fake_erp.model import Invoice, Order


def commit(order: Order) -> None:
    """A saved order counts until it is cancelled or its invoice is paid; prepaid ones never do."""
    if not order.prepaid:
        order.customer.exposure_cents += order.total_cents


def withdraw(order: Order) -> None:
    """The order was cancelled."""
    if not order.prepaid:
        order.customer.exposure_cents -= order.total_cents


def settle(invoice: Invoice) -> None:
    """The invoice was paid in full."""
    order = invoice.order
    if not order.prepaid:
        order.customer.exposure_cents -= invoice.open_cents
    invoice.open_cents = 0
