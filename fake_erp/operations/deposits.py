"""Commands for customer deposits."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model import Deposit, Order
from fake_erp.operations.base import Hides, Parts


@dataclass(frozen=True, slots=True)
class CreateDeposit:
    """Post money received for an order that need not exist yet."""

    order_reference: str
    amount_cents: int
    currency: str
    reference: str
    method: str
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Deposit:
        return parts.deposits.receive(
            self.order_reference, self.amount_cents, self.currency, self.reference, self.method, self.by
        )


@dataclass(frozen=True, slots=True)
class ApplyDeposit:
    """Let a deposit pay an order."""

    number: str
    order: Order
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Deposit:
        return parts.deposits.apply(parts.deposits.get(self.number), self.order, self.by)


@dataclass(frozen=True, slots=True)
class RefundDeposit:
    """Pay a deposit back."""

    number: str
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Deposit:
        return parts.deposits.refund(parts.deposits.get(self.number), self.by)
