"""Changes that are answered and not made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import Asked, Quirk, QuirkBooks, UpdateQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class IgnoreUpdate(Quirk):
    """Answers a change or a cancellation of an order with 200 and leaves the order as it is."""

    seen: ClassVar[str] = "200 with the order as it was"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "What it ignores.", ("order.update", "order.cancel")
    )

    def at_update(self) -> UpdateQuirk | None:
        operations = self.operations

        def instead(asked: Asked, books: QuirkBooks) -> Order | None:
            return books.orders.by_number.get(asked.number) if asked.operation in operations else None

        return instead
