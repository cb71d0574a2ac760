"""No orders for items that are blocked or discontinued."""

from __future__ import annotations

from fake_erp.config import Rules
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check


def build(books: Books, rules: Rules) -> Check | None:
    return None if rules.blocked_item == "accept" else _check


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
