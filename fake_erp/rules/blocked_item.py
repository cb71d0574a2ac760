"""No orders for items that are blocked or discontinued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class BlockedItem(Rule):
    """Orders of items that are blocked or discontinued."""

    code: ClassVar[str] = "item_blocked"
    field: ClassVar[str] = "lines[].item"
    emerges: ClassVar[str] = "the item's status is no longer active"

    mode: str = setting("refuse", "choice", "What becomes of them.", choices=("refuse", "accept"))

    def at_create(self, books: Books) -> Check | None:
        return None if self.mode == "accept" else _check


def _check(order: Order, document: Document | None) -> str:
    for at, line in enumerate(order.lines):
        item = line.item
        if item.status != "active":
            raise RuleRefused(
                "blocked_item",
                "item_blocked",
                f"item {item.sku} is {item.status} and cannot be ordered; leave it out",
                f"lines[{at}].item",
                {"item": item.sku, "status": item.status},
            )
    return ""
