"""No orders for items that are blocked or discontinued.

Modelled on SAP S/4HANA (material status, message V1/028) and Business Central (field `blocked` of an item).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Line, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class BlockedItem(Rule):
    """Orders of items that are blocked or discontinued."""

    code: ClassVar[str] = "item_blocked"
    place: ClassVar[Place] = Place("item", EACH)
    emerges: ClassVar[str] = "the item's status is no longer active"

    mode: str = setting("mode", "choice", "What happens to them.", "refuse", choices=("refuse", "accept"))

    discontinued: str = setting(
        "discontinued",
        "choice",
        "What happens to orders of discontinued items; sell_out accepts orders for the remaining stock.",
        "refuse",
        choices=("refuse", "sell_out", "accept"),
    )

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "accept":
            return None
        discontinued = self.discontinued

        def check(order: Order, document: Document | None) -> str:
            for at, line in enumerate(order.lines):
                if line.item.status != "active" and not _may_go(line, discontinued):
                    raise _blocked(line, at)
            return ""

        return check


def _may_go(line: Line, discontinued: str) -> bool:
    if line.item.status != "discontinued" or discontinued == "refuse":
        return False
    return discontinued == "accept" or line.quantity <= line.row.available


def _blocked(line: Line, at: int) -> RuleRefused:
    item = line.item
    return RuleRefused(
        "blocked_item",
        "item_blocked",
        f"item {item.sku} is {item.status} and cannot be ordered; leave it out",
        Place("item", at + 1),
        {"item": item.sku, "status": item.status},
    )
