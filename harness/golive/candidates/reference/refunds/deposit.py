"""A payment of the shop, as it is kept while its deposit in the ERP may still change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Deposit:
    """A paid invoice of the shop. `number` is that of its deposit, "" before it is posted."""

    invoice: str
    order_id: str
    amount_cents: int
    currency: str
    number: str = ""
    is_applied: bool = False
