"""Money that came in before its order."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model.base import NOT_YET
from fake_erp.model.orders import Order


@dataclass(slots=True)
class Deposit:
    """Money received for an order that need not be in the ERP yet.

    `order_reference` is the external reference that the order has or will have, `order` the order that it was applied
    to.
    """

    number: str
    order_reference: str
    amount_cents: int
    currency: str
    reference: str
    method: str
    posted_at_ms: int
    rate_micro: int = 1_000_000
    order: Order | None = None
    refunded_at_ms: int = NOT_YET
    change: int = 0

    @property
    def status(self) -> str:
        """`open`, `applied` to an order that is not cancelled, or `refunded`."""
        if self.refunded_at_ms != NOT_YET:
            return "refunded"
        return "open" if self.order is None or self.order.status == "cancelled" else "applied"
