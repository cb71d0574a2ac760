"""What was billed, paid and credited."""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_erp.model.base import NOT_YET
from fake_erp.model.orders import Order


@dataclass(slots=True)
class Invoice:
    """Bills what was shipped of an order since its last invoice. Amounts are in the order's currency."""

    number: str
    order: Order
    total_cents: int
    open_cents: int
    posted_at_ms: int
    due_at_ms: int = NOT_YET
    lines: tuple[tuple[int, int, int], ...] = ()
    """Position of the order line, units, amount with tax; () bills the whole order at once."""
    shipping_cents: int = 0
    tax_cents: int = 0
    rate_micro: int = 1_000_000
    """Home currency per unit of the order's currency at posting, in millionths."""
    credited_cents: int = 0
    credited_units: dict[int, int] | None = None
    """Position of the order line, units that came back and were credited; None while none were."""
    change: int = 0


@dataclass(slots=True)
class Payment:
    """Money received for an order. What no invoice takes is `unapplied_cents`: paid ahead."""

    number: str
    order: Order
    amount_cents: int
    unapplied_cents: int
    reference: str
    method: str
    posted_at_ms: int
    rate_micro: int = 1_000_000
    applied: list[tuple[str, int]] = field(default_factory=list)
    """Number of the invoice, cents."""
    change: int = 0


@dataclass(slots=True)
class CreditNote:
    """What the customer need not pay of an invoice, or gets back."""

    number: str
    invoice: Invoice
    total_cents: int
    tax_cents: int
    refund_cents: int
    """The part that was paid already, and is now owed to the customer."""
    why: str
    posted_at_ms: int
    goods_return: str = ""
    """Number of the return it credits, if any."""
    reference: str = ""
    """Under which a client posted it; "" for those of the ERP itself."""
    lines: tuple[tuple[int, int], ...] = ()
    """Position of the order line, units it credits; () where it credits an amount only."""
    change: int = 0

    @property
    def order(self) -> Order:
        """The order of the invoice that is credited."""
        return self.invoice.order
