"""Changes that are confirmed and not made.

Modelled on Odoo up to version 18, where `action_cancel` of a confirmed order returns a wizard and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import Quirk, QuirkBooks, QuirkCall, UpdateQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class IgnoreUpdate(Quirk):
    """Answers a change or a cancellation of an order with 200 and leaves the order as it is."""

    seen: ClassVar[str] = "200 with the order as it was"
    needs: ClassVar[str] = "a change or cancellation of an order"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations that are ignored.", ("order.update", "order.cancel")
    )

    def at_update(self) -> UpdateQuirk | None:
        operations = self.operations

        def instead(call: QuirkCall, books: QuirkBooks) -> Order | None:
            return books.orders.by_number.get(call.number) if call.operation in operations else None

        return instead
