"""The same item on two lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class RepeatedItems(Rule):
    """Orders with the same item on two lines."""

    code: ClassVar[str] = "repeated_item"
    place: ClassVar[Place] = Place("item", EACH)

    mode: str = setting("mode", "choice", "What happens to them.", "accept", choices=("accept", "refuse"))

    def at_create(self, books: Books) -> Check | None:
        return None if self.mode == "accept" else _check


def _check(order: Order, document: Document | None) -> str:
    seen: dict[str, int] = {}
    for at, line in enumerate(order.lines):
        first = seen.setdefault(line.item.sku, at)
        if first != at:
            raise RuleRefused(
                "repeated_items",
                "repeated_item",
                f"item {line.item.sku} is on lines {first} and {at}; add them up into one",
                Place("item", at + 1),
                {"item": line.item.sku, "first": first},
            )
    return ""
