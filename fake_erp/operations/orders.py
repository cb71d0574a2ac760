"""Commands for sales orders."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.model import Draft, Order, OrderChange
from fake_erp.operations.base import Hides, Parts


@dataclass(frozen=True, slots=True)
class CreateOrder:
    """Save an order, and release it where the draft says so. `discard` answers as usual and keeps nothing."""

    draft: Draft
    by: str
    discard: bool = False

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        return parts.orders.create(self.draft, self.by, self.discard)


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """Change a saved order."""

    number: str
    change: OrderChange
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = parts.orders.get(self.number)
        parts.orders.update(order, self.change, self.by)
        return order


@dataclass(frozen=True, slots=True)
class ApproveOrder:
    """Approve an order that waits for approval."""

    number: str
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = parts.orders.get(self.number)
        parts.orders.approve(order, self.by)
        return order


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """Release an order to the warehouse."""

    number: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = parts.orders.get(self.number)
        parts.orders.release(order)
        return order


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Cancel an order, or the open rest of one that is partly shipped."""

    number: str
    why: str = ""
    by: str = ""

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = parts.orders.get(self.number)
        parts.orders.cancel(order, self.why or "cancelled", self.by)
        return order


@dataclass(frozen=True, slots=True)
class HoldOrder:
    """Hold an order."""

    number: str
    why: str = ""

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = parts.orders.get(self.number)
        parts.orders.hold(order, self.why or "manual")
        return order


@dataclass(frozen=True, slots=True)
class UnholdOrder:
    """Let a held order go on."""

    number: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = parts.orders.get(self.number)
        parts.orders.unhold(order)
        return order
