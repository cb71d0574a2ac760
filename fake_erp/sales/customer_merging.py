"""Two records of one person made one, as people do with duplicates in the customer master."""

from __future__ import annotations

from collections.abc import Iterable

from fake_erp.model import Customer, Order
from fake_erp.sales.customers import Customers


def merge(customers: Customers, orders: Iterable[Order], gone: Customer, into: Customer, by: str) -> None:
    """Move the orders of a customer to another, whose its reference and e-mail address are from now on.

    Emits `erp.customer.merged`. The number of the customer that is gone is unknown afterwards.
    """
    for order in orders:
        if order.customer is gone:
            into.exposure_cents += order.exposure_cents
            order.customer = into
    customers.replace(gone, into, by)
