"""Orders for more than the available stock.

Off by default, as in Odoo, Business Central and SAP Business One, where orders are accepted whatever the stock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class StockShortage(Rule):
    """Orders for more units than are free in the warehouse."""

    code: ClassVar[str] = "not_available"
    place: ClassVar[Place] = Place("quantity", EACH)
    emerges: ClassVar[str] = "the units have been sold through another channel"

    mode: str = setting(
        "mode", "choice", "What happens to them.", "accept", choices=("accept", "hold", "refuse")
    )

    def at_release(self, books: Books) -> Check | None:
        if self.mode == "accept":
            return None
        refuse = self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            wanted: dict[tuple[str, str], int] = {}
            for at, line in enumerate(order.lines):
                place = (line.item.sku, line.row.warehouse)
                wanted[place] = wanted.get(place, 0) + line.waits_for
                if wanted[place] > max(line.row.available, 0):
                    if refuse:
                        raise _short(order, at)
                    return "stock"
            return ""

        return check


def _short(order: Order, at: int) -> RuleRefused:
    line = order.lines[at]
    free = max(line.row.available, 0)
    return RuleRefused(
        "stock_shortage",
        "not_available",
        f"{free} of item {line.item.sku} are free in {line.row.warehouse}; order no more, or wait for goods",
        Place("quantity", at + 1),
        {"item": line.item.sku, "warehouse": line.row.warehouse, "available": free},
    )
