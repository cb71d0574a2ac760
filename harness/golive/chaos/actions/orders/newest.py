"""The orders that people work on."""

from __future__ import annotations

from collections.abc import Iterator

from fake_erp.erp import Erp
from fake_erp.model import Order

CLERK = "clerk"


def newest(erp: Erp) -> Iterator[Order]:
    """The orders of the shop that are released and not shipped, the newest first."""
    for order in reversed(erp.orders.by_number.values()):
        if order.external_reference and order.status == "released":
            yield order


def named(what: str, orders: list[Order]) -> str:
    """What was done to which orders; empty for none."""
    return f"{what}: {', '.join(order.number for order in orders)}"[:200] if orders else ""
